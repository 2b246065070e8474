package io.gatehouse.openid.client;

import io.gatehouse.kernel.id.RealmId;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A registered client of a realm's OpenID provider, as it was when it was read.
 *
 * @param clientId its name in requests
 */
public record Client(UUID id, RealmId realm, String clientId, ClientMetadata metadata, Instant createdAt) {
    /** Matches the names that clients have in requests. */
    public static final String CLIENT_ID = "[A-Za-z0-9._~-]{1,64}";

    private static final Pattern PATTERN = Pattern.compile(CLIENT_ID);

    /** Returns whether a client may have that name in requests. */
    public static boolean isClientId(String name) {
        return PATTERN.matcher(name).matches();
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
