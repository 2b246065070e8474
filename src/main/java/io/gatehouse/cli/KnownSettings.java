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
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Checks that each setting whose name begins with {@code gatehouse} exists, since a mistyped one has no effect, and that one with
 * a default is not set to nothing, which is not the default.
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

    /** The settings, and whether they have a default. A native executable has them from its build, where alone it can look into mappings. */
    private static final Map<String, Boolean> DEFAULTED = MAPPINGS.stream()
            .flatMap(mapping -> ConfigMappings.getProperties(ConfigClass.configClass(mapping)).entrySet().stream())
            .collect(Collectors.toMap(
                    Map.Entry::getKey,
                    property -> property.getValue().hasDefaultValue(),
                    (one, same) -> one,
                    TreeMap::new));

    private static final Pattern KNOWN = Pattern.compile(DEFAULTED.keySet().stream()
            .map(name -> Stream.of(name.split("\\*", -1))
                    .map(part -> Pattern.quote(variable(part)))
                    .collect(Collectors.joining(".+")))
            .collect(Collectors.joining("|", "(", ")(_[0-9]+_)?(_FILE)?")));

    private static final String PREFIX = "GATEHOUSE_";
    /** Set by Kubernetes in each container for a service named {@code gatehouse} or {@code gatehouse-…}. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("GATEHOUSE(_[A-Z0-9_]+)?_(SERVICE_(HOST|PORT)|PORT)(_[A-Z0-9_]+)?|GATEHOUSE_PORT");

    @Override
    public List<Finding> findings(StartupSettings settings) {
        Stream<Finding> unknown = StreamSupport.stream(settings.names().spliterator(), false)
                .filter(name -> variable(name).startsWith(PREFIX))
                .filter(name -> !KNOWN.matcher(variable(name)).matches())
                .filter(name -> !SERVICE_LINK.matcher(name).matches())
                .collect(Collectors.toMap(KnownSettings::variable, name -> name, (one, same) -> one, TreeMap::new))
                .values()
                .stream()
                .map(name -> Finding.broken(
                        name,
                        "is no setting of Gatehouse",
                        "Correct its name, or remove it; see docs/configuration.md."));
        return Stream.concat(unknown, empty(settings)).toList();
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
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
