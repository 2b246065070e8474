package io.gatehouse.web.console;

import io.gatehouse.administration.accounts.Account;
import jakarta.ws.rs.FormParam;
import java.util.Arrays;

/** What was typed and pressed on the page that changes an administrator. */
public class EditEntry {
    @FormParam("name")
    String name;

    @FormParam("role")
    String role;

    @FormParam("version")
    String version;

    @FormParam("action")
    String action;

    /** The buttons of the page. */
    enum Action {
        SAVE,
        DISABLE,
        ENABLE,
        RESET_PHONE,
        APPROVE_RESET,
        KEEP_PHONE,
        ASK_DELETE,
        DELETE
    }

    /** Nothing typed yet: the account as it is. */
    static EditEntry of(Account account) {
        var entry = new EditEntry();
        entry.name = account.person().displayName();
        entry.role = account.person().role().name();
        return entry;
    }

    String name() {
        return name == null ? "" : name.strip();
    }

    String role() {
        return role == null ? "" : role;
    }

    /** What was pressed; the first button is what Enter presses. */
    Action action() {
        return Arrays.stream(Action.values())
                .filter(known -> known.name().equals(action))
                .findFirst()
                .orElse(Action.SAVE);
    }

    /** Whether the page was made of that version. */
    boolean knows(long current) {
        return String.valueOf(current).equals(version);
    }
}
