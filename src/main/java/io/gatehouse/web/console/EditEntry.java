package io.gatehouse.web.console;

import io.gatehouse.administration.accounts.Account;
import jakarta.ws.rs.FormParam;
import java.util.Arrays;

/** The submitted form of the page that changes an administrator. */
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

    /** Returns the form filled with the stored account. */
    static EditEntry of(Account account) {
        var entry = new EditEntry();
        entry.name = account.administrator().displayName();
        entry.role = account.administrator().role().name();
        return entry;
    }

    String name() {
        return name == null ? "" : name.strip();
    }

    String role() {
        return role == null ? "" : role;
    }

    /** Returns the name entered, or that of the account if the form has no such field. */
    String nameOr(Account account) {
        return name == null ? account.administrator().displayName() : name();
    }

    /** Returns the role chosen, or that of the account if the form has no such field. */
    String roleOr(Account account) {
        return role == null ? account.administrator().role().name() : role;
    }

    /** Returns whether the account is to be deleted, confirmed or not. */
    boolean deletes() {
        return action() == Action.ASK_DELETE || action() == Action.DELETE;
    }

    /** Returns the button that was pressed; Enter presses the first one. */
    Action action() {
        return Arrays.stream(Action.values())
                .filter(known -> known.name().equals(action))
                .findFirst()
                .orElse(Action.SAVE);
    }

    /** Returns whether the form was rendered from that version. */
    boolean isOfVersion(long current) {
        return String.valueOf(current).equals(version);
    }
}
