package io.gatehouse.kernel.id;

import java.util.UUID;

/** The public id of a session, the {@code sid} of its access tokens; not a credential. */
public record SessionId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
