package io.gatehouse.web.signin;

import io.gatehouse.authenticator.AuthenticatorKind;
import io.gatehouse.challenge.Challenge.Destination;
import io.gatehouse.signin.SignInOutcome;
import io.quarkus.qute.TemplateData;
import java.util.List;

/**
 * The ways to complete a flow, of which a page shows those that it is not about.
 *
 * @param channels where a code can be sent
 * @param codeSent whether a code was sent and can be entered
 * @param recoverable whether the account has a recovery code that is accepted
 * @param resettable whether the account has a recovery code that requests the removal of its authenticators
 */
@TemplateData
public record OtherWays(
        boolean passkey,
        boolean app,
        List<Destination> channels,
        boolean codeSent,
        boolean recoverable,
        boolean resettable) {

    public static OtherWays of(SignInOutcome.View view) {
        return new OtherWays(
                includes(view, AuthenticatorKind.PASSKEY),
                includes(view, AuthenticatorKind.TOTP),
                view.channels(),
                view.code().isPresent(),
                view.recoverable(),
                view.resettable());
    }

    private static boolean includes(SignInOutcome.View view, AuthenticatorKind kind) {
        return view.authenticators().stream().anyMatch(authenticator -> authenticator.kind() == kind);
    }
}
