package io.gatehouse.kernel.id;

import java.util.UUID;

/** Identity of an administrator, stable across changes of e-mail address and role. */
public record AdministratorId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
