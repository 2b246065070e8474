package io.gatehouse.caller;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Who makes a change, confirmed in the change's own transaction, and the author of its audit events. Only {@link Actors} makes
 * one, so that no change can be recorded whose caller was not confirmed.
 */
public final class Actor {
    private final Realm realm;
    private final Optional<Administrator> administrator;
    private final Optional<Session> session;
    private final Optional<UUID> serviceToken;
    private final Requester requester;

    Actor(
            Realm realm,
            Optional<Administrator> administrator,
            Optional<Session> session,
            Optional<UUID> serviceToken,
            Requester requester) {
        this.realm = realm;
        this.administrator = administrator;
        this.session = session;
        this.serviceToken = serviceToken;
        this.requester = requester;
    }

    /** Returns the realm, locked until the transaction ends. */
    public Realm realm() {
        return realm;
    }

    /** Returns the id of the administrator, or empty for a service token and a command. */
    public Optional<AdministratorId> id() {
        return administrator.map(Administrator::id);
    }

    /**
     * Returns the administrator, locked until the transaction ends.
     *
     * @throws IllegalStateException if a service token or a command makes the change
     */
    public Administrator administrator() {
        return administrator.orElseThrow(IllegalStateException::new);
    }

    /**
     * Returns the administrator's session, which is live until the transaction ends.
     *
     * @throws IllegalStateException if a service token or a command makes the change
     */
    public Session session() {
        return session.orElseThrow(IllegalStateException::new);
    }

    /** Returns where the request came from. */
    public Requester requester() {
        return requester;
    }

    /** Returns the audit event of a change that concerns no account. */
    public AuditEvent event(AuditEventType type, Map<String, String> details) {
        return event(type, Optional.empty(), details);
    }

    /** Returns the audit event of a change that concerns the own account. */
    public AuditEvent ownEvent(AuditEventType type, Map<String, String> details) {
        return event(type, id(), details);
    }

    /** Returns the audit event of a change that concerns an account of the realm. */
    public AuditEvent event(AuditEventType type, AdministratorId subject, Map<String, String> details) {
        return event(type, Optional.of(subject), details);
    }

    private AuditEvent event(AuditEventType type, Optional<AdministratorId> subject, Map<String, String> details) {
        Map<String, String> all = new HashMap<>(details);
        serviceToken.ifPresent(token -> all.put("serviceToken", token.toString()));
        return new AuditEvent(type, realm.id(), id(), subject, requester, all);
    }
}
