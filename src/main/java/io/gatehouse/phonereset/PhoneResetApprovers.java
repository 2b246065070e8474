package io.gatehouse.phonereset;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.AdministratorLists;
import io.gatehouse.administrator.Influences;
import io.gatehouse.administrator.Role;
import io.gatehouse.kernel.id.AdministratorId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Determines who can approve a reset: a second person, whose account is not under the control of the one who requests it. */
@ApplicationScoped
class PhoneResetApprovers {
    private final AdministratorLists administrators;
    private final Influences influences;

    PhoneResetApprovers(AdministratorLists administrators, Influences influences) {
        this.administrators = administrators;
        this.influences = influences;
    }

    /**
     * Returns the enabled System Administrators with a password, apart from the subject, the requester and those to whom the
     * requester gave access recently.
     */
    List<Administrator> of(PhoneResetEntity reset) {
        Set<AdministratorId> excluded = new HashSet<>(Set.of(reset.administrator()));
        reset.requester().ifPresent(requester -> {
            excluded.add(requester);
            excluded.addAll(influences.of(requester));
        });
        return administrators.findByRole(reset.realm(), Role.SYSTEM_ADMINISTRATOR).stream()
                .filter(Administrator::canResetPassword)
                .filter(administrator -> !excluded.contains(administrator.id()))
                .toList();
    }
}
