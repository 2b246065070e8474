package io.gatehouse.realm;

import io.gatehouse.kernel.id.RealmId;
import java.util.regex.Pattern;

/**
 * A group of administrators with common settings, as it was when it was read.
 *
 * @param slug the name in addresses: at most 63 lower-case letters, digits and inner hyphens
 * @param root whether its System Administrators manage the other realms
 * @param version counts changes of the settings, the {@code ETag} of RFC 9110
 */
public record Realm(RealmId id, String slug, boolean root, RealmSettings settings, long version) {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    /** Returns whether the text can be a realm's slug. */
    public static boolean isSlug(String text) {
        return SLUG.matcher(text).matches();
    }
}
