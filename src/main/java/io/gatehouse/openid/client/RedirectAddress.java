package io.gatehouse.openid.client;

import com.nimbusds.oauth2.sdk.client.RedirectURIValidator;
import com.nimbusds.oauth2.sdk.util.URIUtils;
import io.gatehouse.openid.client.ClientMetadata.ClientType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules of addresses that browsers are sent to. */
final class RedirectAddress {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");
    private static final Pattern VISIBLE_ASCII =
            Pattern.compile("[\\x21-\\x7e]{1," + ClientRule.MAX_ADDRESS_LENGTH + "}");
    /** A scheme that a domain name reversed begins (RFC 8252, section 7.1), so none of a browser's own. */
    private static final Pattern PRIVATE_SCHEME = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+");
    /** Parameters of answers to authorization requests, besides those that the library prohibits itself. */
    private static final Set<String> OF_ANSWERS = Set.of("error", "error_description", "error_uri", "iss");

    private RedirectAddress() {}

    /** Returns whether a client of that type may register the address. */
    static boolean isValid(String address, ClientType type) {
        return parse(address)
                .filter(uri -> isWeb(uri) || type == ClientType.PUBLIC && isPrivate(uri))
                .isPresent();
    }

    /** Returns whether it is an address by HTTPS, or by HTTP on the loopback interface. */
    static boolean isWeb(String address) {
        return parse(address).filter(RedirectAddress::isWeb).isPresent();
    }

    /**
     * Returns whether an answer to an authorization request can be sent to the valid address: no parameter may be in it twice (RFC 6749,
     * section 3.1), so the address itself has none of an answer.
     */
    static boolean canReceiveAnswers(String address) {
        try {
            URI uri = URI.create(address);
            RedirectURIValidator.ensureLegal(uri);
            URIUtils.ensureQueryIsNotProhibited(uri, OF_ANSWERS);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Returns whether one of the registered addresses is that one, character by character (RFC 9700, section 2.1). Only the port of a
     * loopback address of a public client may differ, since the operating system assigns it (RFC 8252, section 7.3).
     */
    static boolean matchesAny(Collection<String> registered, String presented, ClientType type) {
        return registered.contains(presented)
                || type == ClientType.PUBLIC
                        && withoutPort(presented)
                                .filter(portless -> registered.stream()
                                        .anyMatch(
                                                address -> withoutPort(address).equals(Optional.of(portless))))
                                .isPresent();
    }

    /** Returns a loopback address without its port, or empty for other addresses. */
    private static Optional<String> withoutPort(String address) {
        return parse(address)
                .filter(uri -> "http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost()))
                .map(uri -> {
                    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
                    String origin = "http://" + uri.getHost();
                    return address.startsWith(origin + port)
                            ? origin + address.substring(origin.length() + port.length())
                            : address;
                });
    }

    private static Optional<URI> parse(String address) {
        if (!VISIBLE_ASCII.matcher(address).matches()) {
            return Optional.empty();
        }
        try {
            var uri = new URI(address);
            return uri.isAbsolute() && uri.getRawFragment() == null && uri.getRawUserInfo() == null
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isWeb(URI uri) {
        if (uri.getHost() == null) {
            return false;
        }
        boolean local = LOOPBACK.contains(uri.getHost()) || uri.getHost().equals("localhost");
        return uri.getScheme().equals("https") || uri.getScheme().equals("http") && local;
    }

    private static boolean isPrivate(URI uri) {
        return PRIVATE_SCHEME.matcher(uri.getScheme().toLowerCase(Locale.ROOT)).matches();
    }
}
