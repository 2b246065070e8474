package io.gatehouse.signin;

import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.session.SeenBrowsers;
import io.gatehouse.signin.PendingSignIns.SignInStep;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;

/** Notifies administrators by mail of sign-ins from new browsers and of enrolled numbers. */
@ApplicationScoped
class SignInNotices {
    private final MailOutbox outbox;
    private final SeenBrowsers browsers;
    private final Clock clock;

    SignInNotices(MailOutbox outbox, SeenBrowsers browsers, Clock clock) {
        this.outbox = outbox;
        this.browsers = browsers;
        this.clock = clock;
    }

    /** Notifies of a sign-in if its browser was not seen before. */
    void signedIn(SignInStep step) {
        if (browsers.recordSignIn(step.administrator().id(), step.requester())) {
            post(step, MailKind.NEW_BROWSER, Map.of());
        }
    }

    /** Notifies of a number that was proven for the first time. */
    void phoneEnrolled(SignInStep step, MobileNumber number) {
        post(step, MailKind.PHONE_CHANGED, Map.of("phone", number.hint()));
    }

    private void post(SignInStep step, MailKind kind, Map<String, String> details) {
        outbox.post(step.context().mail(kind, details, clock.instant()));
    }
}
