package io.gatehouse.api.signin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.api.signin.TokensBodyFactory.TokensBody;
import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.authenticator.AuthenticatorKind;
import io.gatehouse.challenge.Challenge.Destination;
import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.factorreset.FactorResets.FactorReset;
import io.gatehouse.signin.SignInOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The state of a sign-in, which says what is next. */
@Schema(
        name = "SignInState",
        oneOf = {
            SignInBody.EnrollPhone.class,
            SignInBody.ChooseChannel.class,
            SignInBody.CodeSent.class,
            SignInBody.EnrollAuthenticator.class,
            SignInBody.ResetRequested.class,
            SignInBody.Complete.class
        })
public sealed interface SignInBody {

    /** A mobile number must be entered. */
    record EnrollPhone(String signInId, String state, List<ChannelBody> channels) implements SignInBody {}

    /** One of the channels must be used, or a recovery code entered. */
    record ChooseChannel(String signInId, String state, Optional<String> purpose, List<ChannelBody> channels)
            implements SignInBody {}

    /** A code was sent, and must be entered; its purpose says what for, if not to complete the sign-in. */
    record CodeSent(String signInId, String state, Optional<String> purpose, List<ChannelBody> channels, CodeBody code)
            implements SignInBody {}

    /** An authenticator of one of the channels must be enrolled, which the realm requires of the role. */
    record EnrollAuthenticator(String signInId, String state, List<ChannelBody> channels) implements SignInBody {}

    /** The reset of the authenticators was requested; the sign-in is over. */
    record ResetRequested(String signInId, String state, AuthenticatorsReset reset) implements SignInBody {}

    /** A pending reset; without the time at which it takes effect, another System Administrator approves it. */
    record AuthenticatorsReset(UUID requestId, Optional<Instant> effectiveAt, boolean approvalNeeded) {
        static AuthenticatorsReset of(FactorReset reset) {
            return new AuthenticatorsReset(reset.id(), reset.effectiveAt(), reset.needsApproval());
        }
    }

    /** A code was sent that belongs to a session, not to a sign-in. */
    record SessionCodeSent(String state, CodeBody code) implements SignInBody {}

    /** The sign-in is over. */
    record Complete(String state, TokensBody tokens, Optional<TrustedUntil> trustedBrowser) implements SignInBody {}

    record TrustedUntil(Instant until) {}

    /** A second factor: an address that codes are sent to, masked, or an authenticator, by its name. */
    record ChannelBody(FactorName channel, String hint) {
        static List<ChannelBody> of(List<Authenticator> authenticators, List<Destination> destinations) {
            return Stream.concat(
                            authenticators.stream().map(ChannelBody::of),
                            destinations.stream().map(ChannelBody::of))
                    .toList();
        }

        private static ChannelBody of(Destination destination) {
            return new ChannelBody(FactorName.valueOf(destination.channel().name()), destination.hint());
        }

        private static ChannelBody of(Authenticator authenticator) {
            return new ChannelBody(FactorName.valueOf(authenticator.kind().name()), authenticator.name());
        }

        /** Returns a kind of authenticator that can be enrolled, which has no name yet. */
        static ChannelBody enrollable(AuthenticatorKind kind) {
            return new ChannelBody(FactorName.valueOf(kind.name()), "");
        }
    }

    /** The second factors. */
    enum FactorName {
        @JsonProperty("passkey")
        PASSKEY,
        @JsonProperty("totp")
        TOTP,
        @JsonProperty("sms")
        SMS,
        @JsonProperty("email")
        EMAIL
    }

    record CodeBody(
            String tag,
            SignInResource.ChannelName channel,
            String hint,
            int length,
            Instant expiresAt,
            Instant resendAt,
            int attemptsLeft,
            String delivery) {
        static CodeBody of(SentCode sent) {
            return new CodeBody(
                    sent.code().tag(),
                    SignInResource.ChannelName.of(sent.destination().channel()),
                    sent.destination().hint(),
                    sent.code().length(),
                    sent.code().expiresAt(),
                    sent.resendAt(),
                    sent.code().attemptsLeft(),
                    sent.delivery().state().name().toLowerCase(Locale.ROOT));
        }
    }

    static SignInBody pending(SignInOutcome.View view) {
        String id = view.signInId();
        List<ChannelBody> channels = ChannelBody.of(view.authenticators(), view.channels());
        Optional<String> purpose = view.provesMailbox() ? Optional.of("enrollment") : Optional.empty();
        return switch (view.state()) {
            case ENROLL_PHONE -> new EnrollPhone(id, "enroll_phone", channels);
            case CHOOSE_CHANNEL -> new ChooseChannel(id, "choose_channel", purpose, channels);
            case CODE_SENT ->
                new CodeSent(
                        id,
                        "code_sent",
                        purpose,
                        channels,
                        CodeBody.of(view.code().orElseThrow()));
            case RESET_REQUESTED ->
                new ResetRequested(
                        id,
                        "reset_requested",
                        AuthenticatorsReset.of(view.reset().orElseThrow()));
            case ENROLL_TOTP -> enroll(view, "enroll_totp");
            case ENROLL_PASSKEY -> enroll(view, "enroll_passkey");
        };
    }

    private static SignInBody enroll(SignInOutcome.View view, String state) {
        return new EnrollAuthenticator(
                view.signInId(),
                state,
                view.enrollable().stream().map(ChannelBody::enrollable).toList());
    }

    /** Returns the state of a code that belongs to a session, not to a sign-in. */
    static SignInBody sent(SentCode code) {
        return new SessionCodeSent("code_sent", CodeBody.of(code));
    }

    static SignInBody complete(TokensBody tokens, Optional<Instant> trustedUntil) {
        return new Complete("complete", tokens, trustedUntil.map(TrustedUntil::new));
    }
}
