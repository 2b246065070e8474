package io.gatehouse.web;

import io.gatehouse.code.SentCode;
import io.gatehouse.platform.Refusal;
import io.gatehouse.platform.Refusal.Reason;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.signin.BrowserTrust;
import io.gatehouse.signin.PendingView;
import io.gatehouse.signin.SignInOutcome;
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
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Asks for the code, sends it by the channel wanted, and sends it again. */
@Path("/realms/{realm}/sign-in/code")
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class CodePage {
    private final Realms realms;
    private final SignInService signIns;
    private final SignInSteps steps;
    private final CodePages pages;
    private final PageRequest request;
    private final Clock clock;

    CodePage(
            Realms realms,
            SignInService signIns,
            SignInSteps steps,
            CodePages pages,
            PageRequest request,
            Clock clock) {
        this.realms = realms;
        this.signIns = signIns;
        this.steps = steps;
        this.pages = pages;
        this.request = request;
        this.clock = clock;
    }

    /** How far the message has come, for the page that is open. */
    public record Delivery(String state, String text) {}

    @GET
    public Response page(@PathParam("realm") String slug) {
        return inSignIn(slug, (realm, pending) -> current(realm, pending, view -> pages.current(realm, pending, view)));
    }

    @GET
    @Path("/ways")
    public Response ways(@PathParam("realm") String slug) {
        return inSignIn(slug, (realm, pending) -> current(realm, pending, view -> pages.ways(realm, view)));
    }

    @GET
    @Path("/delivery")
    @Produces(MediaType.APPLICATION_JSON)
    public Response delivery(@PathParam("realm") String slug) {
        return inSignIn(
                slug,
                (realm, pending) -> current(
                        realm,
                        pending,
                        view -> view.code()
                                .map(SentCode::delivery)
                                .map(state -> Response.ok(new Delivery(
                                                state.name().toLowerCase(Locale.ROOT), pages.delivery(realm, state)))
                                        .build())
                                .orElseGet(() -> Response.noContent().build())));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(
            @PathParam("realm") String slug, @FormParam("code") String code, @FormParam("trust") String trust) {
        String typed = code == null ? "" : code;
        return inSignIn(
                slug,
                (realm, pending) -> current(realm, pending, view -> {
                    int length = view.code().map(sent -> sent.code().length()).orElse(0);
                    return TypedCode.digits(typed, length)
                            .map(digits -> verify(realm, pending, digits, trust != null))
                            .orElseGet(() -> pages.malformed(realm, pending, view, typed.isBlank()));
                }));
    }

    @POST
    @Path("/send")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response send(@PathParam("realm") String slug, @FormParam("channel") Channel channel) {
        return inSignIn(slug, (realm, pending) -> {
            if (channel == null) {
                return Pages.leadTo(new RealmPaths(slug).code());
            }
            SignInOutcome outcome = signIns.sendCode(realm, pending.signInId(), channel, request.requester());
            return outcome instanceof SignInOutcome.Refused refused
                            && refused.refusal().reason() == Reason.LOCKED
                    ? current(realm, pending, view -> sendingLocked(realm, pending, view, refused.refusal()))
                    : steps.after(outcome, realm, pending.returnTo(), refusal -> again(realm, pending, refusal));
        });
    }

    private Response verify(Realm realm, PendingCookie pending, String digits, boolean trusted) {
        var trust = new BrowserTrust(trusted, request.trust(realm));
        return steps.after(
                signIns.verify(realm, pending.signInId(), digits, trust, request.requester()),
                realm,
                pending.returnTo(),
                refusal -> again(realm, pending, refusal));
    }

    private Response again(Realm realm, PendingCookie pending, Refusal refusal) {
        return current(realm, pending, view -> pages.refused(realm, pending, view, refusal));
    }

    /** The last code may still be entered, though no other is sent. */
    private Response sendingLocked(Realm realm, PendingCookie pending, PendingView view, Refusal refusal) {
        return view.code()
                .filter(sent -> clock.instant().isBefore(sent.code().expiresAt()))
                .map(sent -> pages.refused(realm, pending, view, refusal))
                .orElseGet(() -> steps.end(refusal, realm, pending.returnTo()));
    }

    private Response inSignIn(String slug, BiFunction<Realm, PendingCookie, Response> page) {
        Realm realm = realms.get(slug);
        return request.pending(realm)
                .map(pending -> page.apply(realm, pending))
                .orElseGet(() -> steps.startAgain(realm, Optional.empty()));
    }

    private Response current(Realm realm, PendingCookie pending, Function<PendingView, Response> page) {
        return steps.current(
                signIns.state(realm, pending.signInId(), request.requester()), realm, pending.returnTo(), page);
    }
}
