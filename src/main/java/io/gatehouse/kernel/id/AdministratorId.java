package io.gatehouse.kernel.id;

import java.util.UUID;

/** The id of an administrator, independent of e-mail address and role. */
public record AdministratorId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
