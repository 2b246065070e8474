package io.gatehouse.openid.client;

import io.gatehouse.kernel.id.RealmId;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A registered client of a realm's OpenID provider, as it was when it was read.
 *
 * @param clientId the client identifier (RFC 6749, section 2.2)
 */
public record Client(UUID id, RealmId realm, String clientId, ClientMetadata metadata, Instant createdAt) {
    /** The pattern of client identifiers. */
    public static final String CLIENT_ID = "[A-Za-z0-9._~-]{1,64}";

    private static final Pattern PATTERN = Pattern.compile(CLIENT_ID);

    /** Returns whether the text is a valid client identifier. */
    public static boolean isClientId(String text) {
        return PATTERN.matcher(text).matches();
    }

    /** Returns whether answers to authorization requests may be sent to that address. */
    public boolean mayReceiveAt(String address) {
        return RedirectAddress.matchesAny(metadata.redirectUris(), address, metadata.type());
    }

    /** Returns whether a browser may be sent to that address after a logout. */
    public boolean mayReturnTo(String address) {
        return RedirectAddress.matchesAny(metadata.postLogoutRedirectUris(), address, metadata.type());
    }
}
