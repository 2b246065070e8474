package io.gatehouse.realm;

import io.gatehouse.kernel.id.RealmId;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A group of administrators with common settings, as it was when it was read.
 *
 * @param slug the name in addresses: at most 63 lower-case letters, digits and inner hyphens
 * @param root whether its System Administrators manage the other realms
 * @param settings with a method that the installation can send codes by
 * @param channels the channels by which the installation sends codes
 * @param version counts changes of the settings, the {@code ETag} of RFC 9110
 */
public record Realm(
        RealmId id, String slug, boolean root, RealmSettings settings, Set<Channel> channels, long version) {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    /** Returns whether the installation sends codes by the channel, whatever the realm's method. */
    public boolean sends(Channel channel) {
        return channels.contains(channel);
    }

    /** Returns whether the text can be a realm's slug. */
    public static boolean isSlug(String text) {
        return SLUG.matcher(text).matches();
    }
}
