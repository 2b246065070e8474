package io.gatehouse.web.signin;

import io.gatehouse.challenge.Challenge.Destination;
import io.gatehouse.http.Problem;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.session.StepUp;
import io.gatehouse.signin.StepUpService;
import io.gatehouse.web.layout.Countdown;
import io.gatehouse.web.layout.Flow;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.ReturnTo;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts a step-up: with the password, or in a realm with a second factor by a code. Only POST sends a code, so that a
 * link from another site cannot.
 */
@Path("/realms/{realm}/step-up")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class StepUpPage {
    private final SecurityIdentity identity;
    private final StepUp stepUp;
    private final StepUpService stepUps;
    private final SignInRedirects redirects;
    private final RefusalProblems problems;
    private final Pages pages;
    private final PageRequest request;

    StepUpPage(
            SecurityIdentity identity,
            StepUp stepUp,
            StepUpService stepUps,
            SignInRedirects redirects,
            RefusalProblems problems,
            Pages pages,
            PageRequest request) {
        this.identity = identity;
        this.stepUp = stepUp;
        this.stepUps = stepUps;
        this.redirects = redirects;
        this.problems = problems;
        this.pages = pages;
        this.request = request;
    }

    /** What the step-up precedes, by the path it returns to. */
    enum Purpose {
        SETTINGS("/console/settings/"),
        ADMINISTRATORS("/console/administrators/"),
        SERVICE_TOKENS("/console/service-tokens"),
        REALMS("/console/realms"),
        ACCOUNT("/account/"),
        APPLICATION("/oidc/continue"),
        OTHER("");

        private final String path;

        Purpose(String path) {
            this.path = path;
        }

        private static Purpose of(Flow flow) {
            return Stream.of(values())
                    .filter(purpose ->
                            flow.end().startsWith("/realms/" + flow.realm().slug() + purpose.path))
                    .findFirst()
                    .orElse(OTHER);
        }
    }

    /**
     * The content of the form.
     *
     * @param email the account's address, for password managers
     * @param byCode whether a second factor follows; otherwise the form asks for the password
     * @param channels to choose from; none if an authenticator comes first, or only a recovery code is accepted
     */
    record Form(
            String email,
            boolean byCode,
            List<Destination> channels,
            String lead,
            String returnTo,
            FormErrors errors) {}

    @GET
    public Response form(@PathParam("realm") String slug, @QueryParam("return_to") String requestedPage) {
        SignedIn caller = SignedIn.in(identity, slug);
        stepUp.requirePossible(caller.administrator());
        Flow flow = Flow.stepUp(caller.realm(), ReturnTo.parse(requestedPage));
        // An application can ask for it although it is recent, and a change of settings for a stronger factor.
        boolean recent = stepUp.isFresh(caller.realm(), caller.session());
        if (recent && Purpose.of(flow) != Purpose.APPLICATION && !hasStrongerAuthenticator(caller)) {
            return Pages.redirectTo(flow.end());
        }
        return pages.show(200, new Page(pages.layout(caller.realm()), form(caller, flow, FormErrors.NONE)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(
            @PathParam("realm") String slug,
            @FormParam("password") String password,
            @FormParam("channel") Channel channel,
            @FormParam("return_to") String requestedPage) {
        SignedIn caller = SignedIn.in(identity, slug);
        stepUp.requirePossible(caller.administrator());
        Flow flow = Flow.stepUp(caller.realm(), ReturnTo.parse(requestedPage));
        Optional<String> typed = Optional.ofNullable(password).filter(text -> !text.isEmpty());
        if (typed.isEmpty() && !byCode(caller)) {
            FormErrors errors = FormErrors.at("password", messages(caller).missing());
            return pages.show(400, new Page(pages.layout(caller.realm()), form(caller, flow, errors)));
        }
        return redirects.after(
                channel == null
                        ? stepUps.start(caller.realm(), caller.session(), typed, request.requester())
                        : stepUps.start(caller.realm(), caller.session(), channel, request.requester()),
                flow,
                refusal -> refused(refusal, caller, flow));
    }

    private Response refused(Refusal refusal, SignedIn caller, Flow flow) {
        Problem problem = problems.of(refusal);
        StepUpMessages messages = messages(caller);
        String message = problem.retryAfter()
                .map(wait -> messages.throttled(Countdown.of(wait).text()))
                .orElseGet(refusal.reason() == Reason.INVALID_CREDENTIALS ? messages::wrong : messages::nowhereToSend);
        FormErrors errors = FormErrors.at(byCode(caller) ? "send" : "password", message);
        return pages.refuse(problem, new Page(pages.layout(caller.realm()), form(caller, flow, errors)));
    }

    private StepUpMessages messages(SignedIn caller) {
        return pages.messages(StepUpMessages.class, caller.realm());
    }

    private Form form(SignedIn caller, Flow flow, FormErrors errors) {
        boolean byCode = byCode(caller);
        boolean byAuthenticator = strongestAuthenticator(caller).isPresent();
        String lead = messages(caller).lead(Purpose.of(flow));
        return new Form(
                caller.administrator().email().value(),
                byCode,
                byCode && !byAuthenticator
                        ? stepUps.destinations(caller.realm(), caller.session(), request.requester())
                        : List.of(),
                lead(caller, byCode, byAuthenticator, lead),
                flow.returnTo().map(ReturnTo::value).orElse(""),
                errors);
    }

    private String lead(SignedIn caller, boolean byCode, boolean byAuthenticator, String lead) {
        if (byAuthenticator) {
            return lead;
        }
        return byCode ? messages(caller).codeLead(lead) : messages(caller).passwordLead();
    }

    /** Returns whether an authenticator of the account is accepted that is stronger than what the session has verified. */
    private boolean hasStrongerAuthenticator(SignedIn caller) {
        return strongestAuthenticator(caller)
                .filter(strength -> caller.session().secondFactor().stream()
                        .noneMatch(verified -> verified.strength().meets(strength)))
                .isPresent();
    }

    private Optional<FactorStrength> strongestAuthenticator(SignedIn caller) {
        return stepUps.strongestAuthenticator(caller.realm(), caller.session(), request.requester());
    }

    private static boolean byCode(SignedIn caller) {
        return caller.realm().settings().mfa().enabled();
    }

    record Page(PageLayout layout, Form form) implements PageTemplate {}
}
