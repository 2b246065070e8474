package io.gatehouse.reset;

import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.Administrators;
import io.gatehouse.admin.EmailAddress;
import io.gatehouse.admin.Role;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.platform.Requester;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.Realms;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Creates a realm together with its first System Administrator, who is invited. */
@ApplicationScoped
@Unremovable
public class RealmFounding {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private final Realms realms;
    private final Administrators administrators;
    private final Invitations invitations;
    private final AuditLog audit;

    RealmFounding(Realms realms, Administrators administrators, Invitations invitations, AuditLog audit) {
        this.realms = realms;
        this.administrators = administrators;
        this.invitations = invitations;
        this.audit = audit;
    }

    /**
     * A realm just created.
     *
     * @param passwordUrl where its first System Administrator sets the password; a secret
     */
    public record Founded(Realm realm, String passwordUrl) {
        /** Names the realm alone. */
        @Override
        public String toString() {
            return "Founded[" + realm.slug() + "]";
        }
    }

    /** Whether a realm may be called that. */
    public static boolean isSlug(String name) {
        return SLUG.matcher(name).matches();
    }

    /** Creates the realm, unless there is one of that name. */
    @Transactional
    public Optional<Founded> found(String slug, EmailAddress email) {
        if (realms.find(slug).isPresent()) {
            return Optional.empty();
        }
        Realm realm = realms.create(slug, RealmSettings.defaults(slug));
        audit.record(AuditEvent.about(
                Optional.empty(), AuditEventType.REALM_CREATED, realm.id(), Requester.COMMAND, Map.of("realm", slug)));
        Administrator first = administrators.create(realm.id(), email, email.value(), Role.SYSTEM_ADMINISTRATOR);
        return Optional.of(new Founded(realm, invitations.invite(realm, first, Requester.COMMAND)));
    }
}
