package io.gatehouse.web.console;

import io.gatehouse.administration.settings.ChannelTests;
import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.http.Problem;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.realm.Channel;
import io.gatehouse.web.code.CodeForms;
import io.gatehouse.web.layout.Countdown;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.security.StepUpGate;
import io.gatehouse.web.signin.CodePages;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
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

/** Sends a code to whoever asks, by each channel, and tells what became of it. */
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
     * The code that is out.
     *
     * @param state of its delivery, for the script that follows it
     * @param said the same in words, with the provider's own name for it
     */
    record Sent(String hint, String tag, String state, String said) {}

    /**
     * What the page shows.
     *
     * @param sent null if no code is out
     */
    record View(Sent sent, boolean noNumber, FormErrors errors) {}

    @GET
    public Response page(@PathParam("realm") String slug) {
        SignedIn person = SignedIn.in(identity, slug);
        return gate.behind(person, () -> {
            PageLayout layout = pages.layout(person);
            return pages.show(200, layout, Templates.page(layout, view(person, FormErrors.NONE)));
        });
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
        SignedIn person = SignedIn.in(identity, slug);
        String page = new RealmPaths(slug).channelTest();
        if (channel == null) {
            return Pages.redirectTo(page);
        }
        return gate.behind(
                person,
                () -> tests.send(request.caller(person), channel)
                        .fold(
                                code -> Pages.redirectTo(page),
                                opened -> Pages.redirectTo(page),
                                refusal -> refused(person, refusal)));
    }

    private Response refused(SignedIn person, Refusal refusal) {
        SettingsMessages messages = messages(person);
        Problem problem = problems.of(refusal);
        String wait =
                problem.retryAfter().map(left -> Countdown.of(left).text()).orElse("");
        String message = refusal.reason() == Reason.CHANNEL_NOT_ALLOWED ? messages.noNumber() : messages.tooSoon(wait);
        PageLayout layout = pages.layout(person);
        return pages.refuse(problem, layout, Templates.page(layout, view(person, FormErrors.at("send", message))));
    }

    private View view(SignedIn person, FormErrors errors) {
        boolean noNumber = person.administrator().phone().isEmpty();
        return new View(sent(person).orElse(null), noNumber, errors);
    }

    private Optional<Sent> sent(SignedIn person) {
        return tests.current(
                        person.realm(),
                        person.session().id(),
                        person.administrator().id(),
                        request.requester())
                .map(code -> new Sent(
                        code.destination().hint(),
                        code.code().tag(),
                        code.delivery().state().name().toLowerCase(Locale.ROOT),
                        said(person, code)));
    }

    private String said(SignedIn person, SentCode code) {
        String words = codes.delivery(person.realm(), code.delivery());
        return code.delivery()
                .error()
                .map(error -> messages(person).said(words, error))
                .orElse(words);
    }

    private SettingsMessages messages(SignedIn person) {
        return pages.messages(SettingsMessages.class, person.realm());
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance page(PageLayout layout, View view);
    }
}
