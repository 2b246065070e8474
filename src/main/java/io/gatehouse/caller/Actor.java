package io.gatehouse.caller;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.servicetoken.ServiceToken;
import io.gatehouse.session.Session;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The confirmed caller of a change, and the actor of its audit events. Only {@link Actors} creates one, so that changes
 * of an unconfirmed caller cannot be recorded.
 */
public final class Actor {
    private final Realm realm;
    private final Optional<Administrator> administrator;
    private final Optional<Session> session;
    private final Optional<ServiceToken> serviceToken;
    private final boolean steppedUp;
    private final Requester requester;

    Actor(
            Realm realm,
            Optional<Administrator> administrator,
            Optional<Session> session,
            Optional<ServiceToken> serviceToken,
            boolean steppedUp,
            Requester requester) {
        this.realm = realm;
        this.administrator = administrator;
        this.session = session;
        this.serviceToken = serviceToken;
        this.steppedUp = steppedUp;
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

    /** Returns the administrator, or the one who created the service token; empty for a command. */
    public Optional<AdministratorId> responsible() {
        return id().or(() -> serviceToken.map(ServiceToken::createdBy));
    }

    /** Returns whether it is a System Administrator other than that one, after a recent step-up, or a command. */
    public boolean isOtherSteppedUpSystemAdministrator(AdministratorId account) {
        return steppedUp
                && administrator
                        .map(one -> one.role() == Role.SYSTEM_ADMINISTRATOR
                                && !one.id().equals(account))
                        .orElse(true);
    }

    /** Returns the id of the administrator or service token, or an empty string for a command. */
    String subject() {
        return id().map(AdministratorId::toString)
                .or(() -> serviceToken.map(token -> token.id().toString()))
                .orElse("");
    }

    /**
     * Returns the administrator, locked until the transaction ends.
     *
     * @throws IllegalStateException if the actor is a service token or a command
     */
    public Administrator administrator() {
        return administrator.orElseThrow(IllegalStateException::new);
    }

    /**
     * Returns the administrator's session, which remains live until the transaction ends.
     *
     * @throws IllegalStateException if the actor is a service token or a command
     */
    public Session session() {
        return session.orElseThrow(IllegalStateException::new);
    }

    /** Returns the requester. */
    public Requester requester() {
        return requester;
    }

    /** Creates the audit event of a change that does not concern an account. */
    public AuditEvent event(AuditEventType type, Map<String, String> details) {
        return event(type, Optional.empty(), details);
    }

    /** Creates the audit event of a change of the actor's own account. */
    public AuditEvent ownEvent(AuditEventType type, Map<String, String> details) {
        return event(type, id(), details);
    }

    /** Creates the audit event of a change of an account of the realm. */
    public AuditEvent event(AuditEventType type, AdministratorId subject, Map<String, String> details) {
        return event(type, Optional.of(subject), details);
    }

    private AuditEvent event(AuditEventType type, Optional<AdministratorId> subject, Map<String, String> details) {
        Map<String, String> all = new HashMap<>(details);
        serviceToken.ifPresent(token -> all.put("serviceToken", token.id().toString()));
        return new AuditEvent(type, realm.id(), id(), subject, requester, all);
    }
}
