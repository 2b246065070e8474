package io.gatehouse.kernel.id;

import java.util.UUID;

/** The internal id of a realm, as opposed to its slug, which is part of addresses. */
public record RealmId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
