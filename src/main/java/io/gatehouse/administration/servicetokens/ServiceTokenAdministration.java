package io.gatehouse.administration.servicetokens;

import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.Permission;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.kernel.AddressRange;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Role;
import io.gatehouse.servicetoken.ServiceToken;
import io.gatehouse.servicetoken.ServiceTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Creates and revokes the realm's service tokens. */
@ApplicationScoped
@Transactional
public class ServiceTokenAdministration {
    private final Actors actors;
    private final ServiceTokens tokens;
    private final AuditLog audit;
    private final MailOutbox outbox;
    private final Clock clock;

    ServiceTokenAdministration(Actors actors, ServiceTokens tokens, AuditLog audit, MailOutbox outbox, Clock clock) {
        this.actors = actors;
        this.tokens = tokens;
        this.audit = audit;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Creates a token, reports it to the caller by mail, and returns it with its secret, which cannot be shown again. */
    public ServiceToken.Created create(
            Caller caller, String name, Role role, Duration lifetime, List<AddressRange> ranges) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        ServiceToken.Created created =
                tokens.create(actor.realm().id(), actor.administrator().id(), name, role, lifetime, ranges);
        record(actor, AuditEventType.SERVICE_TOKEN_CREATED, created.token().id());
        outbox.post(FlowContext.of(actor).mail(MailKind.SERVICE_TOKEN_CREATED, Map.of("about", name), clock.instant()));
        return created;
    }

    /** Revokes the token of that id, effective at its next use; returns false if the realm has none. */
    public boolean revoke(Caller caller, UUID id) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        boolean revoked = tokens.revoke(actor.realm().id(), id);
        if (revoked) {
            record(actor, AuditEventType.SERVICE_TOKEN_REVOKED, id);
        }
        return revoked;
    }

    private void record(Actor actor, AuditEventType type, UUID id) {
        audit.record(actor.event(type, Map.of("token", id.toString())));
    }
}
