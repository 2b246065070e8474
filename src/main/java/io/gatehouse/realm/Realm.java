package io.gatehouse.realm;

import io.gatehouse.kernel.id.RealmId;

/**
 * A group of administrators under one policy, as it stood when it was read.
 *
 * @param slug its name in addresses: lower-case letters, digits and inner hyphens, at most 63
 * @param root whether its System Administrators look after the other realms
 * @param version counts changes of the settings, the {@code ETag} of RFC 9110
 */
public record Realm(RealmId id, String slug, boolean root, RealmSettings settings, long version) {}
