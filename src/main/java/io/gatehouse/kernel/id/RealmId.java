package io.gatehouse.kernel.id;

import java.util.UUID;

/** Identity of a realm; never its slug, which people may see and type. */
public record RealmId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
