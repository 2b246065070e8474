package io.gatehouse.web.console;

import io.gatehouse.administration.accounts.Account;
import io.gatehouse.web.layout.FormValues;
import jakarta.ws.rs.FormParam;

/** The submitted form of the page that changes an administrator. */
public class EditEntry {
    @FormParam("name")
    String name;

    @FormParam("role")
    String role;

    @FormParam("version")
    String version;

    /** Returns the form filled with the stored account. */
    static EditEntry of(Account account) {
        var entry = new EditEntry();
        entry.name = account.administrator().displayName();
        entry.role = account.administrator().role().name();
        return entry;
    }

    String name() {
        return FormValues.text(name);
    }

    String role() {
        return role == null ? "" : role;
    }

    /** Returns whether the form was rendered from that version. */
    boolean isOfVersion(long current) {
        return String.valueOf(current).equals(version);
    }
}
