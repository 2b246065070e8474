package io.gatehouse.web;

import io.gatehouse.administration.ChannelTests;
import io.gatehouse.code.SentCode;
import io.gatehouse.platform.Refusal;
import io.gatehouse.platform.Refusal.Reason;
import io.gatehouse.platform.http.Problem;
import io.gatehouse.platform.http.RefusalProblems;
import io.gatehouse.realm.Channel;
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
            Frame frame = pages.frame(person);
            return pages.show(200, frame, Templates.page(frame, view(person, FormErrors.NONE)));
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
            return Pages.leadTo(page);
        }
        return gate.behind(
                person,
                () -> tests.send(request.caller(person), channel)
                        .fold(
                                code -> Pages.leadTo(page),
                                opened -> Pages.leadTo(page),
                                refusal -> refused(person, refusal)));
    }

    private Response refused(SignedIn person, Refusal refusal) {
        SettingsMessages messages = messages(person);
        Problem problem = problems.of(refusal);
        String wait =
                problem.retryAfter().map(left -> Countdown.of(left).text()).orElse("");
        String message = refusal.reason() == Reason.CHANNEL_NOT_ALLOWED ? messages.noNumber() : messages.tooSoon(wait);
        Frame frame = pages.frame(person);
        return pages.refuse(problem, frame, Templates.page(frame, view(person, FormErrors.at("send", message))));
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
        static native TemplateInstance page(Frame frame, View view);
    }
}
