package io.gatehouse.web.reset;

import io.gatehouse.authenticator.PasskeyOptions;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.passwordreset.PasswordResetService;
import io.gatehouse.passwordreset.ResetOutcome;
import io.gatehouse.passwordreset.ResetOutcome.State;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realms;
import io.gatehouse.signin.SignInOutcome;
import io.gatehouse.web.layout.Flow;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PendingFlows.PendingFlow;
import io.gatehouse.web.signin.CodeFlow;
import io.gatehouse.web.signin.CodeFlows;
import io.gatehouse.web.signin.SignInRedirects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The code of the password reset that a browser is in. */
@ApplicationScoped
public class ResetCodes implements CodeFlows {
    private final Realms realms;
    private final PasswordResetService resets;
    private final ResetRedirects resetRedirects;
    private final SignInRedirects redirects;
    private final PageRequest request;

    ResetCodes(
            Realms realms,
            PasswordResetService resets,
            ResetRedirects resetRedirects,
            SignInRedirects redirects,
            PageRequest request) {
        this.realms = realms;
        this.resets = resets;
        this.resetRedirects = resetRedirects;
        this.redirects = redirects;
        this.request = request;
    }

    @Override
    public Response in(String slug, Function<CodeFlow, Response> page) {
        Flow flow = Flow.reset(realms.get(slug));
        return redirects.resume(flow, pending -> page.apply(new ResetCode(pending)));
    }

    private class ResetCode extends CodeFlow {
        private final String id;

        ResetCode(PendingFlow pending) {
            super(pending.flow());
            this.id = pending.id();
        }

        @Override
        public Response current(Function<SignInOutcome.View, Response> page) {
            return resetRedirects.current(
                    resets.state(realm(), id, request.requester()),
                    flow(),
                    Set.of(State.CHOOSE_CHANNEL, State.CODE_SENT),
                    view -> page.apply(pending(view)));
        }

        @Override
        public Response send(Channel channel, Function<Refusal, Response> refused) {
            return resetRedirects.redirect(resets.sendCode(realm(), id, channel, request.requester()), flow(), refused);
        }

        /** Verifies the code; trusts no browser, since a reset opens no session. */
        @Override
        public Response verify(String digits, boolean trusted, Function<Refusal, Response> refused) {
            return resetRedirects.redirect(resets.verify(realm(), id, digits, request.requester()), flow(), refused);
        }

        @Override
        public Response recover(String typed, Function<Refusal, Response> refused) {
            return resetRedirects.redirect(resets.recover(realm(), id, typed, request.requester()), flow(), refused);
        }

        @Override
        public Response verifyTotp(String digits, boolean trusted, Function<Refusal, Response> refused) {
            return resetRedirects.redirect(
                    resets.verifyTotp(realm(), id, digits, request.requester()), flow(), refused);
        }

        @Override
        public Optional<PasskeyOptions.Request> usePasskey() {
            return resets.usePasskey(realm(), id, request.requester());
        }

        @Override
        public Response verifyPasskey(String credential, boolean trusted, Function<Refusal, Response> refused) {
            return resetRedirects.redirect(
                    resets.verifyPasskey(realm(), id, credential, request.requester()), flow(), refused);
        }

        @Override
        public Response cancel() {
            return redirects.startAgain(flow());
        }
    }

    private static SignInOutcome.View pending(ResetOutcome.View view) {
        SignInOutcome.State state =
                view.state() == State.CODE_SENT ? SignInOutcome.State.CODE_SENT : SignInOutcome.State.CHOOSE_CHANNEL;
        return new SignInOutcome.View(
                view.id(),
                state,
                CodePurpose.PASSWORD_RESET,
                view.authenticators(),
                view.channels(),
                List.of(),
                false,
                Optional.empty(),
                view.code(),
                Optional.empty(),
                view.recoverable(),
                false,
                Optional.empty());
    }
}
