package io.gatehouse.web.reset;

import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.kernel.UnavailableException;
import io.gatehouse.password.Rejection;
import io.gatehouse.passwordreset.ResetOutcome;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session.SessionKind;
import io.gatehouse.signin.SignInService;
import io.gatehouse.web.layout.Flow;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.PendingFlows.PendingFlow;
import io.gatehouse.web.password.RejectionFormatter;
import io.gatehouse.web.password.ResetMessages;
import io.gatehouse.web.signin.SignInRedirects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Renders and handles the form of the new password in a reset or an invitation, which a sign-in with it follows. */
@ApplicationScoped
class NewPasswordForms {
    private static final int REJECTED = 422;

    private final ResetRedirects resetRedirects;
    private final SignInRedirects redirects;
    private final SignInService signIns;
    private final Pages pages;
    private final PageRequest request;

    NewPasswordForms(
            ResetRedirects resetRedirects,
            SignInRedirects redirects,
            SignInService signIns,
            Pages pages,
            PageRequest request) {
        this.resetRedirects = resetRedirects;
        this.redirects = redirects;
        this.signIns = signIns;
        this.pages = pages;
        this.request = request;
    }

    /**
     * Shows the form of the browser's flow of that kind.
     *
     * @param state returns the state of the flow of an id
     */
    Response page(Flow kind, Function<String, ResetOutcome> state) {
        return current(kind, state, (pending, email) -> show(200, pending.flow(), email, FormErrors.NONE));
    }

    /**
     * Sets the password, and signs in with it, which leads to the second factor if the realm has one.
     *
     * @param state returns the state of the flow of an id
     * @param setting sets the password in the flow of an id
     */
    Response submit(
            Flow kind,
            Function<String, ResetOutcome> state,
            String password,
            BiFunction<String, String, ResetOutcome> setting) {
        return current(
                kind,
                state,
                (pending, email) ->
                        submit(pending.flow(), email, password, typed -> setting.apply(pending.id(), typed)));
    }

    private Response submit(Flow flow, EmailAddress email, String password, Function<String, ResetOutcome> setting) {
        if (password == null || password.isEmpty()) {
            ResetMessages messages = pages.messages(ResetMessages.class, flow.realm());
            return show(400, flow, email, FormErrors.at("password", messages.passwordMissing()));
        }
        return resetRedirects.redirect(
                setting.apply(password),
                flow,
                () -> signIn(flow, email, password),
                reasons -> show(REJECTED, flow, email, FormErrors.at("password", message(flow, reasons))),
                refusal -> redirects.refused(refusal, flow, open -> redirects.end(open, flow)));
    }

    /** Starts a sign-in as if the password had been entered there; should it be refused, redirects to the sign-in page. */
    private Response signIn(Flow flow, EmailAddress email, String password) {
        Realm realm = flow.realm();
        try {
            return redirects.redirect(
                    signIns.start(
                            realm,
                            email.value(),
                            password,
                            SessionKind.BROWSER,
                            request.requester(),
                            request.client(realm)),
                    Flow.signIn(realm, Optional.empty()),
                    refusal -> Pages.redirectTo(flow.end()));
        } catch (UnavailableException notNow) {
            // The password is set all the same.
            return Pages.redirectTo(flow.end());
        }
    }

    private Response current(
            Flow kind, Function<String, ResetOutcome> state, BiFunction<PendingFlow, EmailAddress, Response> page) {
        return redirects.resume(
                kind,
                pending -> resetRedirects.current(
                        state.apply(pending.id()),
                        pending.flow(),
                        Set.of(ResetOutcome.State.NEW_PASSWORD),
                        view -> page.apply(pending, view.email())));
    }

    private String message(Flow flow, List<Rejection> reasons) {
        return new RejectionFormatter(pages.messages(ResetMessages.class, flow.realm()), flow.realm()).of(reasons);
    }

    private Response show(int status, Flow flow, EmailAddress email, FormErrors errors) {
        return pages.show(status, new Page(pages.layout(flow.realm()), flow, email.value(), minLength(flow), errors));
    }

    private static int minLength(Flow flow) {
        return flow.realm().settings().password().minLength();
    }

    record Page(PageLayout layout, Flow flow, String email, int minLength, FormErrors errors) implements PageTemplate {}
}
