package io.gatehouse.signin;

import io.gatehouse.admin.MobileNumber;
import io.gatehouse.code.CodeGuard;
import io.gatehouse.delivery.MailKind;
import io.gatehouse.delivery.MailOutbox;
import io.gatehouse.session.SeenBrowsers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;

/** Tells people by mail what was done in their name, each thing once. */
@ApplicationScoped
class SignInNotices {
    private final MailOutbox outbox;
    private final SeenBrowsers browsers;
    private final CodeGuard guard;
    private final Clock clock;

    SignInNotices(MailOutbox outbox, SeenBrowsers browsers, CodeGuard guard, Clock clock) {
        this.outbox = outbox;
        this.browsers = browsers;
        this.guard = guard;
        this.clock = clock;
    }

    /** A session was opened. */
    void signedIn(SignInStep step) {
        if (browsers.isNew(step.person().id(), step.requester())) {
            post(step, MailKind.NEW_BROWSER, Map.of());
        }
    }

    /** A wrong code was entered. */
    void wrongCode(SignInStep step) {
        if (guard.reachedWarningThreshold(step.person().id(), step.pending().purpose())) {
            post(step, MailKind.PASSWORD_KNOWN, Map.of());
        }
    }

    /** A number was proven for the first time. */
    void phoneEnrolled(SignInStep step, MobileNumber number) {
        post(step, MailKind.PHONE_CHANGED, Map.of("phone", number.hint()));
    }

    /** A recovery code was used up, and so many are left. */
    void recoveryCodeUsed(SignInStep step, String left) {
        post(step, MailKind.RECOVERY_CODE_USED, Map.of("left", left));
    }

    private void post(SignInStep step, MailKind kind, Map<String, String> details) {
        outbox.post(step.context().mail(kind, details, clock.instant()));
    }
}
