package io.gatehouse.api.signin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatehouse.challenge.Challenge.Destination;
import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.signin.SignInOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The state of a sign-in. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SignInBody(
        String signInId,
        String state,
        List<ChannelBody> channels,
        CodeBody code,
        TokensBody tokens,
        TrustedUntil trustedBrowser) {

    record TrustedUntil(Instant until) {}

    record ChannelBody(String channel, String hint) {
        static ChannelBody of(Destination destination) {
            return new ChannelBody(wire(destination.channel()), destination.hint());
        }
    }

    record CodeBody(
            String tag,
            String channel,
            String hint,
            int length,
            Instant expiresAt,
            Instant resendAt,
            int attemptsLeft,
            String delivery) {
        static CodeBody of(SentCode sent) {
            return new CodeBody(
                    sent.code().tag(),
                    wire(sent.destination().channel()),
                    sent.destination().hint(),
                    sent.code().length(),
                    sent.code().expiresAt(),
                    sent.resendAt(),
                    sent.code().attemptsLeft(),
                    wire(sent.delivery().state()));
        }
    }

    static SignInBody pending(SignInOutcome.View view) {
        return new SignInBody(
                view.signInId(),
                wire(view.state()),
                view.channels().stream().map(ChannelBody::of).toList(),
                view.code().map(CodeBody::of).orElse(null),
                null,
                null);
    }

    /** Returns the state of a code that belongs to a session, not to a sign-in. */
    public static SignInBody sent(SentCode code) {
        return new SignInBody(null, "code_sent", null, CodeBody.of(code), null, null);
    }

    public static SignInBody complete(TokensBody tokens, Optional<Instant> trustedUntil) {
        return new SignInBody(
                null,
                "complete",
                null,
                null,
                tokens,
                trustedUntil.map(TrustedUntil::new).orElse(null));
    }

    private static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
