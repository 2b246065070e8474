package io.gatehouse.factorreset;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.AdministratorLists;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.Influences;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.realm.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Determines who can decide about a reset: a second person, whose account is not under the control of the one who requests it.
 * If a report disputes the number, that may be the person who used the subject's session before.
 */
@ApplicationScoped
class FactorResetApprovers {
    private final Administrators administrators;
    private final AdministratorLists lists;
    private final Influences influences;

    FactorResetApprovers(Administrators administrators, AdministratorLists lists, Influences influences) {
        this.administrators = administrators;
        this.lists = lists;
        this.influences = influences;
    }

    /**
     * Returns the enabled System Administrators with a password, apart from the subject, the requester and those that got access
     * from the requester or, if a report disputes the number or has removed it, from the subject recently.
     */
    List<Administrator> of(FactorResetEntity reset) {
        Set<AdministratorId> excluded = new HashSet<>(Set.of(reset.administrator()));
        reset.requester().ifPresent(requester -> {
            excluded.add(requester);
            excluded.addAll(influences.of(requester));
        });
        boolean reported = isReported(reset);
        if (reported) {
            excluded.addAll(influences.of(reset.administrator()));
        }
        return lists.findByRole(reset.realm(), Role.SYSTEM_ADMINISTRATOR).stream()
                .filter(Administrator::canResetPassword)
                .filter(administrator -> !excluded.contains(administrator.id()))
                // Two who cannot sign in because of a report of their own account would wait for each other for ever.
                .filter(administrator -> !reported || !isReported(administrator))
                .toList();
    }

    /** Returns whether the administrator may request the removal: of a former number, only if independent of the subject. */
    boolean mayRequest(Factor factor, Administrator subject, AdministratorId administrator) {
        return factor != Factor.PHONE
                || !subject.hasOnlyFormerPhone()
                || influences.isIndependent(administrator, subject.id());
    }

    /** Returns whether the administrator may cancel the reset: after a report, only one who is independent of the subject's account. */
    boolean mayCancel(FactorResetEntity reset, AdministratorId administrator) {
        return !isReported(reset) || influences.isIndependent(administrator, reset.administrator());
    }

    private boolean isReported(FactorResetEntity reset) {
        return administrators
                .find(reset.realm(), reset.administrator())
                .filter(FactorResetApprovers::isReported)
                .isPresent();
    }

    /** Returns whether a report disputes the number, or has led to the removal of the one that replaced it. */
    private static boolean isReported(Administrator subject) {
        return subject.phoneDisputed() || subject.hasOnlyFormerPhone();
    }
}
