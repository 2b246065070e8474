package io.gatehouse.web.console;

import static io.gatehouse.web.layout.FormValues.text;

import jakarta.ws.rs.FormParam;
import java.util.Optional;

/** The submitted form of the realms page. */
public class RealmEntry {
    static final RealmEntry EMPTY = new RealmEntry();

    @FormParam("slug")
    public String slug;

    @FormParam("displayName")
    public String displayName;

    @FormParam("email")
    public String email;

    @FormParam("name")
    public String name;

    @FormParam("delete")
    public String delete;

    @FormParam("confirm")
    public String confirm;

    public String slug() {
        return text(slug);
    }

    public String displayName() {
        return text(displayName);
    }

    public String email() {
        return text(email);
    }

    public String name() {
        return text(name);
    }

    /** Returns the text entered to confirm a deletion. */
    public String confirmation() {
        return text(confirm);
    }

    /** Returns the realm whose deletion was requested, or empty if none was. */
    Optional<String> deleting() {
        return Optional.ofNullable(delete);
    }
}
