package io.gatehouse.web.signin;

import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.signin.SignInOutcome;
import io.gatehouse.signin.SignInService;
import io.gatehouse.web.layout.Flow;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.PendingFlows.PendingFlow;
import io.gatehouse.web.signin.NumberForms.NumberForm;
import io.gatehouse.web.signin.NumberForms.NumberPage;
import io.quarkus.qute.TemplateData;
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
import java.util.function.Function;

/** Enrols a phone number at the first sign-in, and changes it until it is verified; handles all forms of its page. */
@Path("/realms/{realm}/sign-in/phone")
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class PhonePage {
    private final Realms realms;
    private final SignInService signIns;
    private final SignInRedirects redirects;
    private final NumberForms forms;
    private final SignInCodes codes;
    private final CodeForms codeForms;
    private final PageRequest request;

    PhonePage(
            Realms realms,
            SignInService signIns,
            SignInRedirects redirects,
            NumberForms forms,
            SignInCodes codes,
            CodeForms codeForms,
            PageRequest request) {
        this.realms = realms;
        this.signIns = signIns;
        this.redirects = redirects;
        this.forms = forms;
        this.codes = codes;
        this.codeForms = codeForms;
        this.request = request;
    }

    /**
     * The content around the form.
     *
     * @param sentTo the number to correct; empty at first
     * @param emailAllowed whether the code can be sent by e-mail instead
     */
    @TemplateData
    record ChannelChoice(String sentTo, boolean codeSent, boolean emailAllowed) {
        static ChannelChoice of(SignInOutcome.View view) {
            return new ChannelChoice(
                    view.candidate().map(MobileNumber::international).orElse(""),
                    view.code().isPresent(),
                    view.channels().stream().anyMatch(destination -> destination.channel() == Channel.EMAIL));
        }
    }

    @GET
    public Response form(@PathParam("realm") String slug) {
        return inSignIn(
                slug,
                pending -> current(
                        pending,
                        view -> view.phoneOpen()
                                ? forms.toCorrect(
                                        pending.flow().realm(), view.candidate(), around(pending.flow(), view))
                                : Pages.redirectTo(pending.flow().code().page())));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(
            @PathParam("realm") String slug,
            @FormParam("country") String country,
            @FormParam("phone") String phone,
            @FormParam("channel") Channel channel,
            @FormParam("cancel") String cancel) {
        if (cancel != null) {
            return codes.in(slug, CodeFlow::cancel);
        }
        if (channel != null) {
            return codes.in(slug, code -> codeForms.send(code, channel));
        }
        TypedNumber typed = TypedNumber.of(country, phone);
        return inSignIn(
                slug,
                pending -> typed.isMissing()
                        ? current(
                                pending,
                                view -> forms.missing(pending.flow().realm(), typed, around(pending.flow(), view)))
                        : enroll(pending, typed));
    }

    private Response enroll(PendingFlow pending, TypedNumber typed) {
        Realm realm = pending.flow().realm();
        return redirects.after(
                signIns.enrollPhone(realm, pending.id(), typed.phone(), typed.region(), request.requester()),
                pending.flow(),
                refusal ->
                        current(pending, view -> forms.refused(realm, typed, refusal, around(pending.flow(), view))));
    }

    private static NumberPage around(Flow flow, SignInOutcome.View view) {
        return (layout, form) -> new Page(layout, flow, form, ChannelChoice.of(view));
    }

    private Response inSignIn(String slug, Function<PendingFlow, Response> page) {
        Flow flow = Flow.signIn(realms.get(slug), request.returnTo());
        return redirects.resume(flow, page);
    }

    private Response current(PendingFlow pending, Function<SignInOutcome.View, Response> page) {
        return redirects.current(
                signIns.state(pending.flow().realm(), pending.id(), request.requester()), pending.flow(), page);
    }

    record Page(PageLayout layout, Flow flow, NumberForm form, ChannelChoice ways) implements PageTemplate {}
}
