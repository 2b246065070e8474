package io.gatehouse.startup;

import io.gatehouse.kernel.AddressRange;
import java.util.List;
import java.util.stream.Stream;

/** Checks that forwarded headers are believed from proxies named by address alone, since others could invent client addresses. */
public final class ProxyCheck implements StartupCheck {
    private static final String REMEDY = "Set " + ProxyConfigSource.TRUSTED
            + " to the addresses of the proxies in front of Gatehouse, such as 10.0.0.5,10.0.1.0/24.";

    @Override
    public List<Finding> findings(StartupSettings settings) {
        Stream<Finding> unknown = settings.list(ProxyConfigSource.TRUSTED).stream()
                .filter(proxy -> AddressRange.parseAddressOrRange(proxy).isEmpty())
                .map(proxy -> Finding.broken(
                        ProxyConfigSource.TRUSTED, "names " + proxy + ", which is no address or range", REMEDY));
        Stream<Finding> open = ProxyConfigSource.ENABLING.stream()
                .filter(settings::isTrue)
                .map(name -> Finding.broken(
                        name, "is on and no proxy is named, so that anyone could invent client addresses", REMEDY));
        return Stream.concat(unknown, open).toList();
    }
}
