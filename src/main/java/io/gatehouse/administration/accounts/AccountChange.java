package io.gatehouse.administration.accounts;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Role;
import java.util.Optional;

/** The changes to make to an account; an empty field keeps its value. */
public record AccountChange(Optional<String> displayName, Optional<Role> role, Optional<Boolean> enabled) {

    String displayName(Administrator person) {
        return displayName.orElse(person.displayName());
    }

    Role role(Administrator person) {
        return role.orElse(person.role());
    }

    boolean disabled(Administrator person) {
        return enabled.map(wanted -> !wanted).orElse(person.disabled());
    }

    /** Returns whether the administrator is an enabled System Administrator after the change. */
    boolean leavesInCharge(Administrator person) {
        return role(person) == Role.SYSTEM_ADMINISTRATOR && !disabled(person);
    }
}
