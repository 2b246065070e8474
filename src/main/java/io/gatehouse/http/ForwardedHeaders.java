package io.gatehouse.http;

import io.gatehouse.kernel.AddressRange;
import io.gatehouse.kernel.GatehouseConfig;
import io.opentelemetry.api.trace.Span;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.AllowForwardHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Has Vert.x read the client's address and scheme from what a trusted proxy forwards. Vert.x knows no trust and fails on
 * malformed values, so this removes both kinds first. The resulting address is the one in the request's trace too.
 */
@ApplicationScoped
class ForwardedHeaders {
    /** Before all filters, one of which may ask for the address. */
    private static final int PRIORITY = 1100;

    private static final String FOR = "X-Forwarded-For";
    private static final String PROTO = "X-Forwarded-Proto";
    /** The public URL alone says what Gatehouse's own address is. */
    private static final List<String> IGNORED = List.of("X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Ssl");

    private static final List<String> SCHEMES = List.of("http", "https");

    /** An address with a port, or in brackets (RFC 3986, section 3.2.2). */
    private static final Pattern DECORATED = Pattern.compile("(?:\\[([^\\[\\]]+)]|([0-9.]+))(?::[0-9]+)?");

    private final List<AddressRange> trusted;

    ForwardedHeaders(GatehouseConfig config) {
        this.trusted = config.trustedProxies().stream()
                .flatMap(List::stream)
                .map(proxy -> AddressRange.parseAddressOrRange(proxy).orElseThrow())
                .toList();
    }

    void register(@Observes Router router) {
        router.allowForward(AllowForwardHeaders.X_FORWARD);
    }

    void register(@Observes Filters filters) {
        filters.register(this::filter, PRIORITY);
    }

    private void filter(RoutingContext routing) {
        MultiMap headers = routing.request().headers();
        String peer = routing.request().connection().remoteAddress().hostAddress();
        boolean believed = trusted.stream().anyMatch(range -> range.contains(peer));
        IGNORED.forEach(headers::remove);
        replace(headers, FOR, believed ? client(headers.get(FOR)) : Optional.empty());
        replace(headers, PROTO, believed ? scheme(headers.get(PROTO)) : Optional.empty());
        Span.current()
                .setAttribute(
                        "client.address", routing.request().remoteAddress().hostAddress());
        routing.next();
    }

    private static void replace(MultiMap headers, String name, Optional<String> value) {
        value.ifPresentOrElse(known -> headers.set(name, known), () -> headers.remove(name));
    }

    /** Returns the first address of the header, without brackets and port; empty if it is not a literal. */
    static Optional<String> client(String header) {
        String first = first(header);
        Matcher decorated = DECORATED.matcher(first);
        String literal =
                !decorated.matches() ? first : decorated.group(1) == null ? decorated.group(2) : decorated.group(1);
        return Optional.of(literal)
                // An address with a zone means nothing on another machine, and Vert.x gives none for it.
                .filter(text -> !text.contains("%"))
                .flatMap(AddressRange::parseAddress);
    }

    private static Optional<String> scheme(String header) {
        return Optional.of(first(header)).filter(SCHEMES::contains);
    }

    private static String first(String header) {
        return header == null ? "" : header.split(",", 2)[0].strip();
    }
}
