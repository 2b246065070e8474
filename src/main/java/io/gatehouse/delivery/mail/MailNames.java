package io.gatehouse.delivery.mail;

import io.gatehouse.startup.StartupSettings;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Names this mail client after the host of the public URL, unless an operator names it: the name that Java finds for its own
 * host is often {@code localhost}, which mail servers refuse.
 */
public final class MailNames implements ConfigSourceFactory {
    /** Below all sources that an operator can set. */
    private static final int ORDINAL = 50;

    /** Instantiated by SmallRye Config. */
    public MailNames() {}

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        return Optional.ofNullable(context.getValue("gatehouse.public-url"))
                .map(ConfigValue::getValue)
                .flatMap(url -> StartupSettings.uri(url.strip()))
                .map(URI::getHost)
                .map(MailNames::greeting)
                .<List<ConfigSource>>map(name -> List.of(new PropertiesConfigSource(
                        Map.of("quarkus.mailer.own-host-name", name, "quarkus.mailer.fallback.own-host-name", name),
                        "mail names",
                        ORDINAL)))
                .orElse(List.of());
    }

    /** Returns the sender address of an installation that sets none. */
    public static String sender(URI publicUrl) {
        return "gatehouse@" + publicUrl.getHost();
    }

    /** Returns the host as EHLO takes it: an address as a literal (RFC 5321, section 4.1.3). */
    private static String greeting(String host) {
        if (host.startsWith("[")) {
            return "[IPv6:" + host.substring(1);
        }
        return host.matches("[0-9.]+") ? "[" + host + "]" : host;
    }
}
