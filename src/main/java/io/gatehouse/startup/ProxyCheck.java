package io.gatehouse.startup;

import io.gatehouse.kernel.AddressRange;
import java.util.List;
import java.util.stream.Stream;

/** Checks that {@code gatehouse.trusted-proxies} alone says which proxies are believed, by address. */
public final class ProxyCheck implements StartupCheck {
    private static final String TRUSTED = "gatehouse.trusted-proxies";
    private static final String REMEDY =
            "Set " + TRUSTED + " to the addresses of the proxies in front of Gatehouse, such as 10.0.0.5,10.0.1.0/24";

    /** Quarkus reads forwarded headers before Gatehouse does, and fails on malformed ones without an answer. */
    private static final List<String> OF_QUARKUS = List.of(
            "quarkus.http.proxy.proxy-address-forwarding",
            "quarkus.http.proxy.allow-forwarded",
            "quarkus.http.proxy.allow-x-forwarded");

    @Override
    public List<Finding> findings(StartupSettings settings) {
        Stream<Finding> unknown = settings.list(TRUSTED).stream()
                .filter(proxy -> AddressRange.parseAddressOrRange(proxy).isEmpty())
                .map(proxy ->
                        Finding.broken(TRUSTED, "names " + proxy + ", which is no address or range", REMEDY + "."));
        Stream<Finding> others = OF_QUARKUS.stream()
                .filter(settings::isTrue)
                .map(name -> Finding.broken(name, "is not supported", REMEDY + ", and remove this."));
        return Stream.concat(unknown, others).toList();
    }
}
