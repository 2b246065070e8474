package io.gatehouse.web.signin;

import io.gatehouse.authenticator.PasskeyOptions;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.realm.Channel;
import io.gatehouse.session.Session;
import io.gatehouse.signin.SignInOutcome;
import io.gatehouse.signin.SignInService;
import io.gatehouse.signin.StepUpService;
import io.gatehouse.web.layout.Flow;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.PendingFlows.PendingFlow;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;

/** The code of the step-up that a browser's session is in. */
@ApplicationScoped
public class StepUpCodes implements CodeFlows {
    private final SecurityIdentity identity;
    private final StepUpService stepUps;
    private final SignInService signIns;
    private final SignInRedirects redirects;
    private final PageRequest request;

    StepUpCodes(
            SecurityIdentity identity,
            StepUpService stepUps,
            SignInService signIns,
            SignInRedirects redirects,
            PageRequest request) {
        this.identity = identity;
        this.stepUps = stepUps;
        this.signIns = signIns;
        this.redirects = redirects;
        this.request = request;
    }

    @Override
    public Response in(String slug, Function<CodeFlow, Response> page) {
        SignedIn caller = SignedIn.in(identity, slug);
        Flow flow = Flow.stepUp(caller.realm(), request.returnTo());
        return redirects.resume(flow, pending -> page.apply(new StepUpCode(pending, caller.session())));
    }

    private class StepUpCode extends CodeFlow {
        private final Session session;
        private final String id;

        StepUpCode(PendingFlow pending, Session session) {
            super(pending.flow());
            this.session = session;
            this.id = pending.id();
        }

        @Override
        public Response current(Function<SignInOutcome.View, Response> page) {
            return redirects.current(stepUps.state(realm(), session, id, request.requester()), flow(), page);
        }

        @Override
        public Response send(Channel channel, Function<Refusal, Response> refused) {
            return redirects.redirect(
                    stepUps.sendCode(realm(), session, id, channel, request.requester()), flow(), refused);
        }

        /** Verifies the code; trusts no browser, since a trusted browser never replaces a step-up. */
        @Override
        public Response verify(String digits, boolean trusted, Function<Refusal, Response> refused) {
            return redirects.redirect(
                    stepUps.verify(realm(), session, id, digits, request.requester()), flow(), refused);
        }

        @Override
        public Response recover(String typed, Function<Refusal, Response> refused) {
            return redirects.redirect(
                    stepUps.recover(realm(), session, id, typed, request.requester()), flow(), refused);
        }

        @Override
        public Response verifyTotp(String digits, boolean trusted, Function<Refusal, Response> refused) {
            return redirects.redirect(
                    stepUps.verifyTotp(realm(), session, id, digits, request.requester()), flow(), refused);
        }

        @Override
        public Optional<PasskeyOptions.Request> usePasskey() {
            return stepUps.usePasskey(realm(), session, id, request.requester())
                    .fold(Optional::of, refusal -> Optional.empty());
        }

        @Override
        public Response verifyPasskey(String credential, boolean trusted, Function<Refusal, Response> refused) {
            return redirects.redirect(
                    stepUps.verifyPasskey(realm(), session, id, credential, request.requester()), flow(), refused);
        }

        /** Cancels the step-up; the page that required it is not opened. */
        @Override
        public Response cancel() {
            signIns.cancel(realm(), id);
            return redirects.without(flow(), Pages.redirectTo(new RealmPaths(realm().slug()).account()));
        }
    }
}
