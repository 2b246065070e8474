package io.gatehouse.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Rejects requests that the parsers of the framework would fail on or interpret in another way than a proxy: targets and
 * forms that are not UTF-8 in complete percent-encoding or contain NUL, malformed media types, several hosts.
 */
@ApplicationScoped
class RequestSyntax {
    /** After the security headers, before all filters that read the path. */
    private static final int PRIORITY = 890;

    private static final int BEFORE_BODY = 4000;

    /** After the body was received, so that none is left in the connection. */
    private static final int AFTER_BODY = 5001;

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** As many as Quarkus REST reads. */
    private static final int MAX_FIELDS = 1000;

    void register(@Observes Filters filters) {
        filters.register(RequestSyntax::checkTarget, PRIORITY);
    }

    /** Rejects what cannot be routed; the response is never a page, since nothing is known about the page. */
    private static void checkTarget(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        removeAmbiguousCookies(request.headers());
        if (isAmbiguous(request.headers())) {
            if (request.version() != HttpVersion.HTTP_2) {
                // A proxy may see the start of the next request elsewhere.
                routing.addEndHandler(sent -> request.connection().close());
            }
            reject(routing, "Send one Host, and no Transfer-Encoding but chunked.");
        } else if (!isUri(request.path()) || !isDecodable(request.path())) {
            reject(routing, "Send the path in UTF-8 and percent-encoding, without NUL.");
        } else {
            routing.next();
        }
    }

    private static void reject(RoutingContext routing, String detail) {
        // Discards the body
        routing.request().resume();
        RouterProblems.respond(routing, ProblemCode.INVALID_REQUEST, detail);
    }

    private static boolean isAmbiguous(MultiMap headers) {
        return headers.getAll(HttpHeaders.HOST).size() > 1
                || !List.of("chunked").containsAll(headers.getAll(HttpHeaders.TRANSFER_ENCODING));
    }

    private static void removeAmbiguousCookies(MultiMap headers) {
        List<String> sent = headers.getAll(HttpHeaders.COOKIE);
        if (!sent.isEmpty()) {
            headers.set(HttpHeaders.COOKIE, unambiguousCookies(sent));
        }
    }

    /**
     * Returns the cookies whose name is a token (RFC 6265, section 4.1.1) and was sent once. The parser of the framework skips other
     * characters before a name, so that a sibling host could set a cookie whose name begins with a comma in place of one with
     * the prefix {@code __Host-}.
     */
    static String unambiguousCookies(List<String> headers) {
        Map<String, List<String>> pairs = headers.stream()
                .flatMap(header -> Stream.of(header.split(";")))
                .map(pair -> pair.replaceFirst("^ +", ""))
                .collect(Collectors.groupingBy(pair -> pair.split("=", 2)[0], LinkedHashMap::new, Collectors.toList()));
        return pairs.entrySet().stream()
                .filter(named -> named.getValue().size() == 1
                        && TOKEN.matcher(named.getKey()).matches())
                .map(named -> named.getValue().get(0))
                .collect(Collectors.joining("; "));
    }

    /** Treats a malformed {@code Accept} as absent, before any response is rendered by it. */
    @ServerRequestFilter(preMatching = true, nonBlocking = true, priority = BEFORE_BODY)
    void ignoreMalformedAccept(ContainerRequestContext request) {
        try {
            request.getAcceptableMediaTypes();
        } catch (IllegalArgumentException e) {
            request.getHeaders().remove(jakarta.ws.rs.core.HttpHeaders.ACCEPT);
        }
    }

    /**
     * Rejects a query or a type of body that cannot be read.
     *
     * @throws ProblemException 400, or 415 for a malformed type or one that is not UTF-8
     */
    @ServerRequestFilter(preMatching = true, nonBlocking = true, priority = AFTER_BODY)
    void checkQueryAndType(RoutingContext routing) {
        String query = routing.request().query();
        if (!isUri(routing.request().uri()) || query != null && !isDecodable(query)) {
            throw new ProblemException(
                    ProblemCode.INVALID_REQUEST, "Send the query in UTF-8 and percent-encoding, without NUL.");
        }
        if (!isReadable(routing.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
            throw new ProblemException(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json in UTF-8.");
        }
    }

    /** Returns whether a form, of which each character is a byte, can be read. */
    static boolean isForm(String body) {
        return isDecodable(body)
                && body.chars().filter(character -> character == '&').count() < MAX_FIELDS;
    }

    /** Returns whether the text, of which each character is a byte, decodes to UTF-8 without NUL. */
    static boolean isDecodable(String encoded) {
        var decoded = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            int octet = encoded.charAt(i);
            if (octet == '%') {
                octet = octet(encoded, i + 1);
                i += 2;
            }
            if (octet <= 0 || octet > 0xff) {
                return false;
            }
            decoded.write(octet);
        }
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded.toByteArray()));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Returns the octet of two hexadecimal digits, or -1 if there are none. */
    private static int octet(String encoded, int start) {
        if (start + 2 > encoded.length()) {
            return -1;
        }
        int high = Character.digit(encoded.charAt(start), 16);
        int low = Character.digit(encoded.charAt(start + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static boolean isUri(String text) {
        try {
            new URI(text);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Returns whether the body can be read: JSON is UTF-8; forms are percent-encoded, and clients name ISO-8859-1 for them. */
    private static boolean isReadable(String contentType) {
        if (contentType == null) {
            return true;
        }
        try {
            MediaType type = MediaType.valueOf(contentType);
            String charset = type.getParameters()
                    .getOrDefault(MediaType.CHARSET_PARAMETER, "utf-8")
                    .toLowerCase(Locale.ROOT);
            boolean form = type.isCompatible(MediaType.APPLICATION_FORM_URLENCODED_TYPE);
            return charset.equals("utf-8") || form && charset.equals("iso-8859-1");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
