package io.gatehouse.api.signin;

import io.gatehouse.api.signin.SignInBody.ChannelBody;
import io.gatehouse.api.signin.SignInBody.CodeBody;
import io.gatehouse.passwordreset.ResetOutcome;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The state of a password reset, which says what is next. */
@Schema(
        name = "PasswordResetState",
        oneOf = {ResetBody.ResetChooseChannel.class, ResetBody.ResetCodeSent.class, ResetBody.ResetNewPassword.class})
sealed interface ResetBody {

    /** One of the channels must be used, or a recovery code entered. */
    record ResetChooseChannel(String resetId, String state, List<ChannelBody> channels) implements ResetBody {}

    /** A code was sent, and must be entered. */
    record ResetCodeSent(String resetId, String state, List<ChannelBody> channels, CodeBody code)
            implements ResetBody {}

    /** The new password can be set. */
    record ResetNewPassword(String resetId, String state, List<ChannelBody> channels) implements ResetBody {}

    /** The state of an opened invitation: the first password can be set. */
    record InvitationState(String invitationId, String state) {}

    static ResetBody reset(ResetOutcome.View view) {
        List<ChannelBody> channels = ChannelBody.of(view.authenticators(), view.channels());
        return switch (view.state()) {
            case CHOOSE_CHANNEL -> new ResetChooseChannel(view.id(), "choose_channel", channels);
            case CODE_SENT ->
                new ResetCodeSent(
                        view.id(),
                        "code_sent",
                        channels,
                        CodeBody.of(view.code().orElseThrow()));
            case NEW_PASSWORD -> new ResetNewPassword(view.id(), "new_password", channels);
        };
    }

    static InvitationState invitation(ResetOutcome.View view) {
        return new InvitationState(view.id(), "new_password");
    }
}
