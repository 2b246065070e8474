package io.gatehouse.realm;

import io.gatehouse.kernel.id.RealmId;

/**
 * A group of administrators with common settings, as it was when it was read.
 *
 * @param slug the name in addresses: at most 63 lower-case letters, digits and inner hyphens
 * @param root whether its System Administrators manage the other realms
 * @param version counts changes of the settings, the {@code ETag} of RFC 9110
 */
public record Realm(RealmId id, String slug, boolean root, RealmSettings settings, long version) {}
