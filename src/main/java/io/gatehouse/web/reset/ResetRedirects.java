package io.gatehouse.web.reset;

import io.gatehouse.kernel.Refusal;
import io.gatehouse.password.Rejection;
import io.gatehouse.passwordreset.ResetOutcome;
import io.gatehouse.web.layout.Flow;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.PendingFlows;
import io.gatehouse.web.signin.SignInRedirects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Redirects a browser from step to step of a password reset or an invitation, identified by a cookie. */
@ApplicationScoped
class ResetRedirects {
    private final PendingFlows flows;
    private final SignInRedirects redirects;

    ResetRedirects(PendingFlows flows, SignInRedirects redirects) {
        this.flows = flows;
        this.redirects = redirects;
    }

    /** Redirects to the page of the next step, or applies the function of the refusal. */
    Response redirect(ResetOutcome outcome, Flow flow, Function<Refusal, Response> refused) {
        return redirect(
                outcome,
                flow,
                () -> Pages.redirectTo(flow.end()),
                reasons -> Pages.redirectTo(flow.password()),
                refused);
    }

    /**
     * Redirects to the page of the next step, or returns that response after the last one, or applies the function of the
     * rejected password or of the refusal.
     */
    Response redirect(
            ResetOutcome outcome,
            Flow flow,
            Supplier<Response> changed,
            Function<List<Rejection>, Response> rejected,
            Function<Refusal, Response> refused) {
        return outcome.fold(
                view -> flows.redirect(flow, view.id(), pending -> page(view, pending)),
                () -> redirects.without(flow, changed.get()),
                rejected,
                refused);
    }

    /** Returns this page if it belongs to the flow's current step, otherwise redirects to the page that does. */
    Response current(
            ResetOutcome outcome, Flow flow, Set<ResetOutcome.State> here, Function<ResetOutcome.View, Response> page) {
        return outcome.fold(
                view -> here.contains(view.state()) ? page.apply(view) : Pages.redirectTo(page(view, flow)),
                () -> Pages.redirectTo(flow.end()),
                reasons -> Pages.redirectTo(flow.password()),
                refusal -> redirects.end(refusal, flow));
    }

    private static String page(ResetOutcome.View view, Flow flow) {
        return switch (view.state()) {
            case CHOOSE_CHANNEL ->
                view.authenticators().isEmpty()
                        ? flow.code().recovery()
                        : flow.code().page();
            case CODE_SENT -> flow.code().page();
            case NEW_PASSWORD -> flow.password();
        };
    }
}
