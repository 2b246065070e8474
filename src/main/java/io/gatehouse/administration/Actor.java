package io.gatehouse.administration;

import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.Requester;
import io.gatehouse.session.ServiceToken;
import io.gatehouse.session.Session;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Who administers a realm: a person, automation, or whoever may run commands.
 *
 * @param serviceToken the token automation came with
 */
public record Actor(RealmId realm, Optional<AdministratorId> person, Optional<UUID> serviceToken, Requester requester) {

    /** The person behind the session. */
    public static Actor of(Session session, Requester requester) {
        return new Actor(session.realm(), Optional.of(session.administrator()), Optional.empty(), requester);
    }

    /** The automation behind the token. */
    public static Actor of(ServiceToken token, Requester requester) {
        return new Actor(token.realm(), Optional.empty(), Optional.of(token.id()), requester);
    }

    /** Whoever runs a command. */
    public static Actor command(RealmId realm) {
        return new Actor(realm, Optional.empty(), Optional.empty(), Requester.COMMAND);
    }

    /** Something the actor did, to nobody's account. */
    AuditEvent event(AuditEventType type, Map<String, String> details) {
        return event(type, Optional.empty(), details);
    }

    /** Something the actor did to an account of the realm. */
    AuditEvent event(AuditEventType type, AdministratorId subject, Map<String, String> details) {
        return event(type, Optional.of(subject), details);
    }

    private AuditEvent event(AuditEventType type, Optional<AdministratorId> subject, Map<String, String> details) {
        Map<String, String> all = new HashMap<>(details);
        serviceToken.ifPresent(token -> all.put("serviceToken", token.toString()));
        return new AuditEvent(type, realm, person, subject, requester, all);
    }
}
