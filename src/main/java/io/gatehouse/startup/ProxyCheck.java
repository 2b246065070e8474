package io.gatehouse.startup;

import java.util.List;
import java.util.stream.Stream;

/** Checks that forwarded headers are accepted from named proxies only, since others could invent client addresses. */
public final class ProxyCheck implements StartupCheck {
    private static final String PREFIX = "quarkus.http.proxy.";
    private static final String TRUSTED = PREFIX + "trusted-proxies";
    private static final List<String> ENABLING =
            List.of("proxy-address-forwarding", "allow-forwarded", "allow-x-forwarded");

    @Override
    public List<Finding> findings(StartupSettings settings) {
        boolean enabled = ENABLING.stream().anyMatch(name -> settings.isTrue(PREFIX + name));
        boolean named = Stream.of(TRUSTED, TRUSTED + "[0]")
                .anyMatch(name -> settings.text(name).isPresent());
        return enabled && !named
                ? List.of(Finding.broken(
                        TRUSTED,
                        "is missing although forwarded headers are accepted, so anybody could invent client addresses",
                        "Set it to the addresses of the proxies in front of Gatehouse, such as 10.0.0.5,10.0.1.0/24."))
                : List.of();
    }
}
