package io.gatehouse.startup;

import io.gatehouse.kernel.AddressRange;
import java.util.List;
import java.util.stream.Stream;

/** Checks that forwarded headers are believed from proxies named by address alone, since others could invent client addresses. */
public final class ProxyCheck implements StartupCheck {
    private static final String PROXY_PROTOCOL = "quarkus.http.proxy.use-proxy-protocol";
    private static final String REMEDY = "Set " + ProxyConfigSource.TRUSTED
            + " to the addresses of the proxies in front of Gatehouse, such as 10.0.0.5,10.0.1.0/24.";

    @Override
    public List<Finding> findings(StartupSettings settings) {
        Stream<Finding> unknown = settings.list(ProxyConfigSource.TRUSTED).stream()
                .filter(proxy -> AddressRange.parseAddressOrRange(proxy).isEmpty())
                .map(proxy -> Finding.broken(
                        ProxyConfigSource.TRUSTED, "names " + proxy + ", which is no address or range", REMEDY));
        Stream<Finding> all = settings.list(ProxyConfigSource.TRUSTED).stream()
                .filter(proxy -> AddressRange.parseAddressOrRange(proxy)
                        .filter(AddressRange::containsAll)
                        .isPresent())
                .map(proxy -> Finding.broken(
                        ProxyConfigSource.TRUSTED,
                        "names " + proxy + ", which is every address, so that anyone could invent client addresses",
                        REMEDY));
        Stream<Finding> open = ProxyConfigSource.ENABLING.stream()
                .filter(settings::isTrue)
                .map(name -> Finding.broken(
                        name, "is on and no proxy is named, so that anyone could invent client addresses", REMEDY));
        // Quarkus takes the address from the PROXY line of every connection, whatever proxies are named.
        Stream<Finding> proxyProtocol = Stream.of(PROXY_PROTOCOL)
                .filter(settings::isTrue)
                .map(name -> Finding.broken(
                        name, "is not supported", "Remove it, and have the proxy set X-Forwarded-For. " + REMEDY));
        return Stream.of(unknown, all, open, proxyProtocol)
                .flatMap(findings -> findings)
                .toList();
    }
}
