package io.gatehouse.api.signin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatehouse.passwordreset.ResetOutcome;
import java.util.List;
import java.util.Locale;

/** The state of a password reset or an invitation. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ResetBody(
        String resetId,
        String invitationId,
        String state,
        List<SignInBody.ChannelBody> channels,
        SignInBody.CodeBody code) {

    static ResetBody reset(ResetOutcome.View view) {
        return new ResetBody(
                view.id(),
                null,
                state(view),
                view.channels().stream().map(SignInBody.ChannelBody::of).toList(),
                view.code().map(SignInBody.CodeBody::of).orElse(null));
    }

    static ResetBody invitation(ResetOutcome.View view) {
        return new ResetBody(null, view.id(), state(view), null, null);
    }

    private static String state(ResetOutcome.View view) {
        return view.state().name().toLowerCase(Locale.ROOT);
    }
}
