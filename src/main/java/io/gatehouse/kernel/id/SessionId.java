package io.gatehouse.kernel.id;

import java.util.UUID;

/** Public identity of a session, the {@code sid} of its access tokens; it opens nothing by itself. */
public record SessionId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
