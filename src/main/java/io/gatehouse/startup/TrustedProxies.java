package io.gatehouse.startup;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Brackets the IPv6 addresses of trusted proxies. Quarkus reads {@code ::1} as the host {@code :} with port 1, and
 * trusts no proxy without a warning.
 */
public final class TrustedProxies implements ConfigSourceFactory {
    private static final String PROPERTY = "quarkus.http.proxy.trusted-proxies";
    /** Above all sources that an operator can set. */
    private static final int ORDINAL = 500;

    /** Instantiated by SmallRye Config. */
    public TrustedProxies() {}

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue set = context.getValue(PROPERTY);
        return set == null || set.getValue() == null
                ? List.of()
                : List.of(new PropertiesConfigSource(
                        Map.of(PROPERTY, bracketed(set.getValue())), "trusted proxies", ORDINAL));
    }

    static String bracketed(String proxies) {
        return Stream.of(proxies.split(","))
                .map(String::strip)
                .map(TrustedProxies::bracket)
                .collect(Collectors.joining(","));
    }

    private static String bracket(String proxy) {
        boolean bareIpv6 = proxy.matches("[0-9a-fA-F:.]+") && proxy.indexOf(':') != proxy.lastIndexOf(':');
        if (!bareIpv6) {
            return proxy;
        }
        try {
            // Never looked up: a literal. An IPv4-mapped address becomes the IPv4 address that Java sees.
            String address = InetAddress.getByName(proxy).getHostAddress();
            return address.contains(":") ? "[" + address + "]" : address;
        } catch (UnknownHostException e) {
            return proxy;
        }
    }
}
