package io.gatehouse.administration.accounts;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Role;
import java.util.Optional;

/** What shall be different about an account; what is empty stays. */
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

    /** Whether the person can administer the realm after it. */
    boolean leavesInCharge(Administrator person) {
        return role(person) == Role.SYSTEM_ADMINISTRATOR && !disabled(person);
    }
}
