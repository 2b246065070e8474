package io.gatehouse.web.signin;

import io.gatehouse.kernel.Refusal;
import io.gatehouse.realm.Channel;
import io.gatehouse.session.Session;
import io.gatehouse.signin.SignInOutcome;
import io.gatehouse.signin.StepUpService;
import io.gatehouse.web.layout.Flow;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;

/** The code of the step-up that a browser's session is in; without a session there is none. */
@ApplicationScoped
public class StepUpCodes implements CodeFlows {
    private final SecurityIdentity identity;
    private final StepUpService stepUps;
    private final SignInRedirects steps;
    private final PageRequest request;

    StepUpCodes(SecurityIdentity identity, StepUpService stepUps, SignInRedirects steps, PageRequest request) {
        this.identity = identity;
        this.stepUps = stepUps;
        this.steps = steps;
        this.request = request;
    }

    @Override
    public Response in(String slug, Function<CodeFlow, Response> page) {
        SignedIn person = SignedIn.in(identity, slug);
        return request.stepUp(person.realm())
                .map(pending -> page.apply(new StepUpCode(
                        Flow.stepUp(person.realm(), pending.returnTo()), person.session(), pending.signInId())))
                .orElseGet(() -> steps.startAgain(Flow.stepUp(person.realm(), Optional.empty())));
    }

    private class StepUpCode extends CodeFlow {
        private final Session session;
        private final String id;

        StepUpCode(Flow flow, Session session, String id) {
            super(flow);
            this.session = session;
            this.id = id;
        }

        @Override
        public Response current(Function<SignInOutcome.View, Response> page) {
            return steps.current(stepUps.state(realm(), session, id, request.requester()), flow(), page);
        }

        @Override
        public Response send(Channel channel, Function<Refusal, Response> refused) {
            return steps.lead(stepUps.sendCode(realm(), session, id, channel, request.requester()), flow(), refused);
        }

        /** A trusted browser never stands in for a step-up, so none is trusted by one. */
        @Override
        public Response verify(String digits, boolean trusted, Function<Refusal, Response> refused) {
            return steps.lead(stepUps.verify(realm(), session, id, digits, request.requester()), flow(), refused);
        }

        @Override
        public Response recover(String typed, Function<Refusal, Response> refused) {
            return steps.lead(stepUps.recover(realm(), session, id, typed, request.requester()), flow(), refused);
        }
    }
}
