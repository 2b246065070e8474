package io.gatehouse.web;

import io.gatehouse.platform.Refusal;
import io.gatehouse.platform.Requester;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.signin.BrowserTrust;
import io.gatehouse.signin.PendingView;
import io.gatehouse.signin.SignInService;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;

/** The code of a sign-in. */
@Path("/realms/{realm}/sign-in/code")
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class CodePage {
    private final Realms realms;
    private final SignInService signIns;
    private final SignInSteps steps;
    private final CodeForms forms;
    private final RecoveryForms recovery;
    private final PageRequest request;

    CodePage(
            Realms realms,
            SignInService signIns,
            SignInSteps steps,
            CodeForms forms,
            RecoveryForms recovery,
            PageRequest request) {
        this.realms = realms;
        this.signIns = signIns;
        this.steps = steps;
        this.forms = forms;
        this.recovery = recovery;
        this.request = request;
    }

    @GET
    public Response page(@PathParam("realm") String slug) {
        return inSignIn(slug, forms::page);
    }

    @GET
    @Path("/ways")
    public Response ways(@PathParam("realm") String slug) {
        return inSignIn(slug, forms::ways);
    }

    @GET
    @Path("/delivery")
    @Produces(MediaType.APPLICATION_JSON)
    public Response delivery(@PathParam("realm") String slug) {
        return inSignIn(slug, forms::delivery);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(
            @PathParam("realm") String slug, @FormParam("code") String code, @FormParam("trust") String trust) {
        return inSignIn(slug, signIn -> forms.submit(signIn, code, trust != null));
    }

    @POST
    @Path("/send")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response send(@PathParam("realm") String slug, @FormParam("channel") Channel channel) {
        return inSignIn(slug, signIn -> forms.send(signIn, channel));
    }

    @GET
    @Path("/recovery")
    public Response recovery(@PathParam("realm") String slug) {
        return inSignIn(slug, recovery::page);
    }

    @POST
    @Path("/recovery")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response recover(@PathParam("realm") String slug, @FormParam("recovery") String typed) {
        return inSignIn(slug, signIn -> recovery.submit(signIn, typed));
    }

    private Response inSignIn(String slug, Function<CodeFlow, Response> page) {
        Realm realm = realms.get(slug);
        return request.signIn(realm)
                .map(pending -> page.apply(new SignInCode(Flow.signIn(realm, pending.returnTo()), pending.signInId())))
                .orElseGet(() -> steps.startAgain(Flow.signIn(realm, Optional.empty())));
    }

    /** The sign-in this browser is in. */
    private class SignInCode implements CodeFlow {
        private final Flow flow;
        private final String id;

        SignInCode(Flow flow, String id) {
            this.flow = flow;
            this.id = id;
        }

        @Override
        public Flow flow() {
            return flow;
        }

        @Override
        public Response current(Function<PendingView, Response> page) {
            return steps.current(signIns.state(flow.realm(), id, requester()), flow, page);
        }

        @Override
        public Response send(Channel channel, Function<Refusal, Response> refused) {
            return steps.lead(signIns.sendCode(flow.realm(), id, channel, requester()), flow, refused);
        }

        @Override
        public Response verify(String digits, boolean trusted, Function<Refusal, Response> refused) {
            var trust = new BrowserTrust(trusted, request.trust(flow.realm()));
            return steps.lead(signIns.verify(flow.realm(), id, digits, trust, requester()), flow, refused);
        }

        @Override
        public Response recover(String typed, Function<Refusal, Response> refused) {
            return steps.lead(
                    signIns.recover(flow.realm(), id, typed, BrowserTrust.none(), requester()), flow, refused);
        }

        private Requester requester() {
            return request.requester();
        }
    }
}
