package io.gatehouse.web.signin;

import io.gatehouse.authenticator.PasskeyOptions;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realms;
import io.gatehouse.signin.SignInOutcome;
import io.gatehouse.signin.SignInService;
import io.gatehouse.signin.SignInService.BrowserTrust;
import io.gatehouse.web.layout.Flow;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PendingFlows.PendingFlow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;

/** The code of the sign-in that a browser is in. */
@ApplicationScoped
public class SignInCodes implements CodeFlows {
    private final Realms realms;
    private final SignInService signIns;
    private final SignInRedirects redirects;
    private final PageRequest request;

    SignInCodes(Realms realms, SignInService signIns, SignInRedirects redirects, PageRequest request) {
        this.realms = realms;
        this.signIns = signIns;
        this.redirects = redirects;
        this.request = request;
    }

    @Override
    public Response in(String slug, Function<CodeFlow, Response> page) {
        Flow flow = Flow.signIn(realms.get(slug), request.returnTo());
        return redirects.resume(flow, pending -> page.apply(new SignInCode(pending)));
    }

    private class SignInCode extends CodeFlow {
        private final String id;

        SignInCode(PendingFlow pending) {
            super(pending.flow());
            this.id = pending.id();
        }

        @Override
        public Response current(Function<SignInOutcome.View, Response> page) {
            return redirects.current(signIns.state(realm(), id, request.requester()), flow(), page);
        }

        @Override
        public Response send(Channel channel, Function<Refusal, Response> refused) {
            return redirects.redirect(
                    signIns.sendCode(realm(), id, channel, request.requester(), request.trust(realm())),
                    flow(),
                    refused);
        }

        @Override
        public Response verify(String digits, boolean trusted, Function<Refusal, Response> refused) {
            var trust = new BrowserTrust(trusted, request.trust(realm()));
            return redirects.redirect(signIns.verify(realm(), id, digits, trust, request.requester()), flow(), refused);
        }

        @Override
        public Response recover(String typed, Function<Refusal, Response> refused) {
            return redirects.redirect(signIns.recover(realm(), id, typed, request.requester()), flow(), refused);
        }

        @Override
        public Response verifyTotp(String digits, boolean trusted, Function<Refusal, Response> refused) {
            var trust = new BrowserTrust(trusted, request.trust(realm()));
            return redirects.redirect(
                    signIns.verifyTotp(realm(), id, digits, trust, request.requester()), flow(), refused);
        }

        @Override
        public Optional<PasskeyOptions.Request> usePasskey() {
            return signIns.usePasskey(realm(), id, request.requester()).fold(Optional::of, refusal -> Optional.empty());
        }

        @Override
        public Response verifyPasskey(String credential, boolean trusted, Function<Refusal, Response> refused) {
            var trust = new BrowserTrust(trusted, request.trust(realm()));
            return redirects.redirect(
                    signIns.verifyPasskey(realm(), id, credential, trust, request.requester()), flow(), refused);
        }

        @Override
        public Response cancel() {
            signIns.cancel(realm(), id);
            return redirects.startAgain(flow());
        }
    }
}
