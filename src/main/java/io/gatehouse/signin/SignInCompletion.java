package io.gatehouse.signin;

import io.gatehouse.admin.Administrators;
import io.gatehouse.admin.ContactAddress;
import io.gatehouse.admin.MobileNumber;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.session.NewSession;
import io.gatehouse.session.SecondFactor;
import io.gatehouse.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The end of a sign-in: number proven, session opened and audit row written, or none of it. */
@ApplicationScoped
class SignInCompletion {
    private final Administrators administrators;
    private final Sessions sessions;
    private final AuditLog audit;
    private final Clock clock;

    SignInCompletion(Administrators administrators, Sessions sessions, AuditLog audit, Clock clock) {
        this.administrators = administrators;
        this.sessions = sessions;
        this.audit = audit;
        this.clock = clock;
    }

    /** Signs in by password alone, in a realm without second factor. */
    SignInOutcome byPassword(SignInStep step) {
        return open(step, Optional.empty());
    }

    /** Signs in after a code sent to that address was verified; an enrolled number is proven by it. */
    SignInOutcome byCode(SignInStep step, ContactAddress address) {
        if (address instanceof MobileNumber number && step.person().phone().isEmpty()) {
            administrators.provePhone(step.realm().id(), step.person().id(), number);
            audit.record(step.event(AuditEventType.PHONE_PROVEN, Map.of("phone", number.hint())));
        }
        return open(
                step,
                Optional.of(
                        switch (address.channel()) {
                            case SMS -> SecondFactor.SMS;
                            case EMAIL -> SecondFactor.EMAIL;
                        }));
    }

    private SignInOutcome open(SignInStep step, Optional<SecondFactor> factor) {
        Optional<Instant> factorAt = factor.map(proven -> clock.instant());
        var opened = sessions.open(new NewSession(
                step.person(),
                step.realm().settings().session(),
                step.pending().kind(),
                step.pending().authenticatedAt(),
                factor,
                factorAt,
                step.requester()));
        audit.record(step.event(
                AuditEventType.SIGNED_IN,
                Map.of("factor", factor.map(Enum::name).orElse("NONE"))));
        return new SignInOutcome.Complete(step.person(), opened);
    }
}
