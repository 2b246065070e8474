package io.gatehouse.signin;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.factorreset.PhoneDisputes;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.session.SeenBrowsers;
import io.gatehouse.session.Session.SecondFactor;
import io.gatehouse.session.Sessions;
import io.gatehouse.session.Sessions.NewSession;
import io.gatehouse.session.Sessions.OpenedSession;
import io.gatehouse.session.TrustedBrowser;
import io.gatehouse.session.TrustedBrowsers;
import io.gatehouse.signin.SignInService.BrowserTrust;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Completes a sign-in or step-up: proves the number, opens the session or steps it up, audits and notifies, all in one transaction. */
@ApplicationScoped
class SignInCompletion {
    private final Administrators administrators;
    private final Sessions sessions;
    private final TrustedBrowsers browsers;
    private final SeenBrowsers seenBrowsers;
    private final PhoneDisputes disputes;
    private final MailOutbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    SignInCompletion(
            Administrators administrators,
            Sessions sessions,
            TrustedBrowsers browsers,
            SeenBrowsers seenBrowsers,
            PhoneDisputes disputes,
            MailOutbox outbox,
            AuditLog audit,
            Clock clock) {
        this.administrators = administrators;
        this.sessions = sessions;
        this.browsers = browsers;
        this.seenBrowsers = seenBrowsers;
        this.disputes = disputes;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Completes with the password alone, in a realm without second factor. */
    SignInOutcome byPassword(SignInStep step) {
        return step.pending().stepUpOf().isPresent()
                ? stepUp(step, Optional.empty())
                : open(step, Optional.empty(), Optional.empty(), "NONE");
    }

    /** Completes with the password in a trusted browser. */
    SignInOutcome byTrustedBrowser(SignInStep step, TrustedBrowser browser) {
        return open(step, Optional.empty(), Optional.of(browser.secondFactorAt()), "TRUSTED_BROWSER");
    }

    /** Stores the number that a code has proven, and returns the step with the account that has it. */
    SignInStep enrollNumber(SignInStep step, MobileNumber number) {
        SignInStep proven = step.withAdministrator(administrators.enrollPhone(step.administrator(), number));
        // A pending request to remove a former number must not remove this one.
        disputes.end(proven.administrator().id());
        audit.record(step.context().event(AuditEventType.PHONE_PROVEN, Map.of("phone", number.hint())));
        post(step, MailKind.PHONE_CHANGED, Map.of("phone", number.hint()));
        return proven;
    }

    /** Completes with the authenticator that was enrolled after a weaker factor. */
    SignInOutcome byEnrolledAuthenticator(SignInStep step, SecondFactor factor, BrowserTrust trust) {
        SignInStep enrolled = step.withAdministrator(administrators.enrolledAuthenticator(step.administrator()));
        return bySecondFactor(enrolled, factor, step.now(), trust, true);
    }

    /**
     * Completes with a verified second factor.
     *
     * @param enrolled whether a number or an authenticator was enrolled by it
     */
    SignInOutcome bySecondFactor(
            SignInStep step, SecondFactor factor, Instant provenAt, BrowserTrust trust, boolean enrolled) {
        if (step.pending().stepUpOf().isPresent()) {
            return stepUp(step, Optional.of(factor));
        }
        SignInOutcome.Complete opened = open(step, Optional.of(factor), Optional.of(provenAt), factor.name());
        SignInOutcome.Complete complete = trust.requested() ? trusted(step, opened, trust) : opened;
        return enrolled ? complete.enrolledNow() : complete;
    }

    private SignInOutcome.Complete open(
            SignInStep step, Optional<SecondFactor> factor, Optional<Instant> factorAt, String auditedFactor) {
        Administrator administrator = administrators.signedIn(step.administrator(), factor.isPresent());
        OpenedSession opened = sessions.open(new NewSession(
                administrator,
                step.realm().settings().session(),
                step.pending().kind(),
                step.pending().withoutPassword(),
                step.pending().authenticatedAt(),
                factor,
                factorAt,
                step.requester()));
        audit.record(step.context().event(AuditEventType.SIGNED_IN, Map.of("factor", auditedFactor)));
        if (seenBrowsers.recordSignIn(administrator.id(), step.requester())) {
            post(step, MailKind.NEW_BROWSER, Map.of());
        }
        return new SignInOutcome.Complete(administrator, opened);
    }

    private SignInOutcome stepUp(SignInStep step, Optional<SecondFactor> factor) {
        return step.pending()
                .stepUpOf()
                .flatMap(session -> sessions.stepUp(session, factor))
                .<SignInOutcome>map(opened -> {
                    audit.record(step.context()
                            .event(
                                    AuditEventType.STEPPED_UP,
                                    Map.of("factor", factor.map(Enum::name).orElse("PASSWORD"))));
                    return new SignInOutcome.Complete(step.administrator(), opened);
                })
                .orElseGet(() -> new SignInOutcome.Refused(Reason.FLOW_EXPIRED));
    }

    private SignInOutcome.Complete trusted(SignInStep step, SignInOutcome.Complete complete, BrowserTrust trust) {
        if (step.realm().settings().mfa().interval().duration().isZero()) {
            return complete;
        }
        TrustedBrowser.Granted granted =
                browsers.trust(step.realm(), step.administrator(), trust.presented(), step.requester());
        audit.record(step.context()
                .event(
                        AuditEventType.BROWSER_TRUSTED,
                        Map.of("until", granted.until().toString())));
        return complete.with(granted);
    }

    private void post(SignInStep step, MailKind kind, Map<String, String> details) {
        outbox.post(step.context().mail(kind, details, clock.instant()));
    }
}
