package io.gatehouse.misuse;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.AdministratorLists;
import io.gatehouse.administrator.Influences;
import io.gatehouse.kernel.DisplayNames;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The accounts to which an account gave access within a week. A report of misuse names them: the attacker may have invited
 * them. It leaves them as they are, since any reader of the mailbox could otherwise lock out colleagues by a report.
 */
@ApplicationScoped
class GivenAccess {
    private static final int MAX_NAMES = 20;

    private final Influences influences;
    private final AdministratorLists administrators;

    GivenAccess(Influences influences, AdministratorLists administrators) {
        this.influences = influences;
        this.administrators = administrators;
    }

    /**
     * Records the report, and returns the accounts' names as details of the audit event and the mails: the first 20, System
     * Administrators before the others, and how many more there are.
     */
    Map<String, String> report(Administrator reported) {
        List<Administrator> given = administrators.find(reported.realm(), influences.report(reported.id()));
        int more = given.size() - MAX_NAMES;
        String names = given.stream()
                .sorted(Comparator.comparing(Administrator::role))
                .limit(MAX_NAMES)
                .map(GivenAccess::name)
                .collect(Collectors.joining(", ", "", more > 0 ? ", … (+" + more + ")" : ""));
        return given.isEmpty() ? Map.of() : Map.of("accessGiven", names);
    }

    /** Returns the display name with the masked address, since several accounts may have the same name; both shortened. */
    private static String name(Administrator administrator) {
        return DisplayNames.shorten(administrator.displayName()) + " ("
                + DisplayNames.shorten(administrator.email().hint()) + ")";
    }
}
