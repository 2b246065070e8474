package io.gatehouse.web.console;

import io.gatehouse.administration.settings.ChannelTests;
import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.http.Problem;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.realm.Channel;
import io.gatehouse.web.layout.Countdown;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.SettingsMessages;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.security.StepUpGate;
import io.gatehouse.web.signin.CodeForms;
import io.gatehouse.web.signin.CodeMessages;
import io.gatehouse.web.signin.CodePages;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;

/** Sends the caller a test code by each channel, and shows its delivery. */
@Path("/realms/{realm}/console/settings/test")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class ChannelTestPage {
    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final ChannelTests tests;
    private final CodePages codes;
    private final RefusalProblems problems;
    private final Pages pages;
    private final PageRequest request;

    ChannelTestPage(
            SecurityIdentity identity,
            StepUpGate gate,
            ChannelTests tests,
            CodePages codes,
            RefusalProblems problems,
            Pages pages,
            PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.tests = tests;
        this.codes = codes;
        this.problems = problems;
        this.pages = pages;
        this.request = request;
    }

    /**
     * The code that was sent.
     *
     * @param state of its delivery, for the script that polls it
     * @param said the state as text, with the provider's error code
     */
    record Sent(String hint, String tag, String state, String said) {}

    /**
     * The content of the page.
     *
     * @param sent null if no code was sent
     * @param texts whether the installation sends text messages
     */
    record View(Sent sent, boolean texts, boolean noNumber, FormErrors errors) {}

    @GET
    public Response page(@PathParam("realm") String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        return gate.require(caller, () -> show(caller));
    }

    @GET
    @Path("/delivery")
    @Produces(MediaType.APPLICATION_JSON)
    public Response delivery(@PathParam("realm") String slug) {
        return sent(SignedIn.in(identity, slug))
                .map(sent -> Response.ok(new CodeForms.Delivery(sent.state(), sent.said())))
                .orElseGet(Response::noContent)
                .build();
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response send(@PathParam("realm") String slug, @FormParam("channel") Channel channel) {
        SignedIn caller = SignedIn.in(identity, slug);
        String page = new RealmPaths(slug).channelTest();
        if (channel == null) {
            return Pages.redirectTo(page);
        }
        return gate.require(
                caller,
                () -> tests.send(request.caller(caller), channel)
                        .fold(
                                code -> Pages.redirectTo(page),
                                opened -> Pages.redirectTo(page),
                                refusal -> refused(caller, refusal)),
                () -> show(caller));
    }

    private Response show(SignedIn caller) {
        return pages.show(200, new Page(pages.layout(caller), view(caller, FormErrors.NONE)));
    }

    private Response refused(SignedIn caller, Refusal refusal) {
        SettingsMessages messages = messages(caller);
        Problem problem = problems.of(refusal);
        String wait =
                problem.retryAfter().map(left -> Countdown.of(left).text()).orElse("");
        String message = switch (refusal.reason()) {
            case CHANNEL_NOT_ALLOWED -> messages.noNumber();
            case PHONE_DISPUTED ->
                pages.messages(CodeMessages.class, caller.realm())
                        .phoneDisputed(caller.realm().settings().displayName());
            default -> messages.tooSoon(wait);
        };
        return pages.refuse(problem, new Page(pages.layout(caller), view(caller, FormErrors.at("send", message))));
    }

    private View view(SignedIn caller, FormErrors errors) {
        boolean noNumber = caller.administrator().phone().isEmpty();
        return new View(sent(caller).orElse(null), caller.realm().sends(Channel.SMS), noNumber, errors);
    }

    private Optional<Sent> sent(SignedIn caller) {
        return tests.current(
                        caller.realm(),
                        caller.session().id(),
                        caller.administrator().id(),
                        request.requester())
                .map(code -> new Sent(
                        code.destination().hint(),
                        code.code().tag(),
                        code.delivery().state().name().toLowerCase(Locale.ROOT),
                        stateText(caller, code)));
    }

    private String stateText(SignedIn caller, SentCode code) {
        String state = codes.delivery(caller.realm(), code.delivery());
        return code.delivery()
                .error()
                .map(error -> messages(caller).said(state, error))
                .orElse(state);
    }

    private SettingsMessages messages(SignedIn caller) {
        return pages.messages(SettingsMessages.class, caller.realm());
    }

    record Page(PageLayout layout, View view) implements PageTemplate {}
}
