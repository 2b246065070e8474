package io.gatehouse.web.signin;

import io.gatehouse.http.Problem;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.realm.Realm;
import io.gatehouse.web.layout.Countdown;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.Pages;
import jakarta.enterprise.context.ApplicationScoped;

/** Words the refusals of passkeys and of the codes of authenticator apps. */
@ApplicationScoped
public class AuthenticatorRefusals {
    /** The length of the code of an authenticator app. */
    public static final int DIGITS = 6;

    private final RefusalProblems problems;
    private final Pages pages;

    AuthenticatorRefusals(RefusalProblems problems, Pages pages) {
        this.problems = problems;
        this.pages = pages;
    }

    /** Returns whether it was the last attempt. */
    public static boolean isLast(Refusal refusal) {
        return refusal.attemptsLeft().orElse(1) == 0;
    }

    /** Returns the error of a code that is none, which uses up no attempt. */
    public FormErrors malformed(Realm realm, boolean blank) {
        CodeMessages messages = pages.messages(CodeMessages.class, realm);
        return FormErrors.at("code", blank ? messages.missing() : messages.malformed(DIGITS));
    }

    /** Returns why the passkey or code was refused, and what to do. */
    public String message(Realm realm, Refusal refusal) {
        AuthenticatorMessages messages = pages.messages(AuthenticatorMessages.class, realm);
        Problem problem = problems.of(refusal);
        String wait =
                problem.retryAfter().map(left -> Countdown.of(left).text()).orElse("");
        return switch (refusal.reason()) {
            case INVALID_CODE -> messages.appWrong(problem.attemptsLeft().orElse(0));
            case CODE_EXPIRED -> messages.expired();
            case LOCKED, THROTTLED, RESEND_TOO_SOON -> messages.appLocked(wait);
            case TOO_MANY_PASSKEYS -> messages.tooMany();
            case AUTHENTICATOR_REQUIRED -> messages.required(realm.settings().displayName());
            default -> messages.refused();
        };
    }

    /** Returns why the passkey was not added, and what to do. */
    public String creation(Realm realm, Refusal refusal) {
        return refusal.reason() == Reason.PASSKEY_REFUSED
                ? pages.messages(AuthenticatorMessages.class, realm).createRefused()
                : message(realm, refusal);
    }
}
