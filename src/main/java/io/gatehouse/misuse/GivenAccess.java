package io.gatehouse.misuse;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.AdministratorLists;
import io.gatehouse.administrator.Influences;
import jakarta.enterprise.context.ApplicationScoped;
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

    /** Records the report, and returns the accounts' names as details of the audit event and the mails. */
    Map<String, String> report(Administrator reported) {
        List<Administrator> given = administrators.find(reported.realm(), influences.report(reported.id()));
        String names = given.stream()
                .limit(MAX_NAMES)
                .map(Administrator::displayName)
                .collect(Collectors.joining(", ", "", given.size() > MAX_NAMES ? ", …" : ""));
        return given.isEmpty() ? Map.of() : Map.of("accessGiven", names);
    }
}
