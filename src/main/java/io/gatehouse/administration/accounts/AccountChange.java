package io.gatehouse.administration.accounts;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Role;
import java.util.Optional;

/** The changes to make to an account; an empty field keeps its value. */
public record AccountChange(Optional<String> displayName, Optional<Role> role, Optional<Boolean> enabled) {

    String displayName(Administrator administrator) {
        return displayName.orElse(administrator.displayName());
    }

    Role role(Administrator administrator) {
        return role.orElse(administrator.role());
    }

    boolean disabled(Administrator administrator) {
        return enabled.map(wanted -> !wanted).orElse(administrator.disabled());
    }

    /** Returns whether the administrator is an enabled System Administrator after the change. */
    boolean keepsSystemAdministrator(Administrator administrator) {
        return role(administrator) == Role.SYSTEM_ADMINISTRATOR && !disabled(administrator);
    }
}
