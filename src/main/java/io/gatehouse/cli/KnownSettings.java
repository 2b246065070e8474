package io.gatehouse.cli;

import io.gatehouse.audit.AuditConfig;
import io.gatehouse.delivery.dispatch.DeliveryConfig;
import io.gatehouse.delivery.mail.MailConfig;
import io.gatehouse.delivery.message.OutboxConfig;
import io.gatehouse.delivery.provider.BreakerConfig;
import io.gatehouse.delivery.sms.SmsConfig;
import io.gatehouse.delivery.sms.http.HttpSmsConfig;
import io.gatehouse.delivery.sms.twilio.TwilioConfig;
import io.gatehouse.kernel.GatehouseConfig;
import io.gatehouse.link.LinkConfig;
import io.gatehouse.otp.CodeLockoutConfig;
import io.gatehouse.otp.SendLimitsConfig;
import io.gatehouse.ratelimit.PasswordThrottleConfig;
import io.gatehouse.startup.Finding;
import io.gatehouse.startup.StartupCheck;
import io.gatehouse.startup.StartupSettings;
import io.gatehouse.token.SigningKeysConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Checks that each setting whose name begins with {@code gatehouse} exists, since a mistyped one has no effect, that one with
 * a default is not set to nothing, which is not the default, and that numbers and durations can be read.
 */
final class KnownSettings implements StartupCheck {
    static final List<Class<?>> MAPPINGS = List.of(
            AuditConfig.class,
            BreakerConfig.class,
            CodeLockoutConfig.class,
            DeliveryConfig.class,
            GatehouseConfig.class,
            HttpSmsConfig.class,
            LinkConfig.class,
            MailConfig.class,
            OutboxConfig.class,
            PasswordThrottleConfig.class,
            SendLimitsConfig.class,
            SigningKeysConfig.class,
            SmsConfig.class,
            TwilioConfig.class);

    private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^A-Za-z0-9]");
    private static final Pattern OURS = Pattern.compile("gatehouse[^a-z0-9]", Pattern.CASE_INSENSITIVE);

    /** The settings, and whether they have a default. */
    private static final Map<String, Boolean> DEFAULTED = settings(Property::hasDefaultValue);

    private static final Map<String, Class<?>> TYPES =
            settings(property -> property.getMethod().getReturnType());

    private static final Pattern KNOWN = Pattern.compile(DEFAULTED.keySet().stream()
            .map(name -> Stream.of(name.split("\\*", -1))
                    .map(part -> Pattern.quote(variable(part)))
                    .collect(Collectors.joining(".+")))
            .collect(Collectors.joining("|", "(", ")(_[0-9]+_)?(_FILE)?")));

    /** Set by Kubernetes in each container for a service named {@code gatehouse} or {@code gatehouse-…}. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("GATEHOUSE(_[A-Z0-9_]+)?_(SERVICE_(HOST|PORT)|PORT)(_[A-Z0-9_]+)?|GATEHOUSE_PORT");

    @Override
    public List<Finding> findings(StartupSettings settings) {
        Stream<Finding> unknown = StreamSupport.stream(settings.names().spliterator(), false)
                .filter(name -> OURS.matcher(name).lookingAt())
                .filter(name -> !KNOWN.matcher(variable(name)).matches())
                .filter(name -> !SERVICE_LINK.matcher(name).matches())
                .collect(Collectors.toMap(KnownSettings::variable, name -> name, (one, same) -> one, TreeMap::new))
                .values()
                .stream()
                .map(name -> Finding.broken(
                        name,
                        "is no setting of Gatehouse",
                        "Correct its name, or remove it; see docs/configuration.md."));
        return Stream.of(unknown, empty(settings), unreadable(settings))
                .flatMap(findings -> findings)
                .toList();
    }

    /** A native executable has them from its build, where alone it can look into mappings. */
    private static <T> Map<String, T> settings(Function<Property, T> quality) {
        return MAPPINGS.stream()
                .flatMap(mapping -> ConfigMappings.getProperties(ConfigClass.configClass(mapping)).entrySet().stream())
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        property -> quality.apply(property.getValue()),
                        (one, same) -> one,
                        TreeMap::new));
    }

    private static Stream<Finding> unreadable(StartupSettings settings) {
        return TYPES.entrySet().stream()
                .flatMap(setting -> settings
                        .text(setting.getKey())
                        .flatMap(value -> unreadable(setting.getKey(), setting.getValue(), value))
                        .stream());
    }

    private static Optional<Finding> unreadable(String name, Class<?> type, String value) {
        if (type == int.class && !isReadable(value, Integer::valueOf)) {
            return Optional.of(Finding.broken(name, "is no number", "Set it to digits alone, such as 20."));
        }
        return type == Duration.class && !isReadable(value, DurationConverter::parseDuration)
                ? Optional.of(Finding.broken(
                        name, "is no duration", "Set it to one in ISO 8601, such as PT30S, PT10M or P1D."))
                : Optional.empty();
    }

    private static boolean isReadable(String value, Function<String, ?> reader) {
        try {
            reader.apply(value);
            return true;
        } catch (IllegalArgumentException | ArithmeticException e) {
            return false;
        }
    }

    private static Stream<Finding> empty(StartupSettings settings) {
        return DEFAULTED.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .filter(settings::isBlank)
                .map(name -> Finding.broken(
                        name, "is set to nothing", "Set it to a value, or remove it to have its default."));
    }

    /** Returns the environment variable of a property (MicroProfile Config 3.1, section 5.3.1). */
    private static String variable(String property) {
        return NO_LETTER_OR_DIGIT.matcher(property).replaceAll("_").toUpperCase(Locale.ROOT);
    }
}
