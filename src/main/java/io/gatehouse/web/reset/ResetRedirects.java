package io.gatehouse.web.reset;

import io.gatehouse.http.RealmCookies;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.password.Rejection;
import io.gatehouse.passwordreset.ResetOutcome;
import io.gatehouse.web.layout.Flow;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.signin.SignInRedirects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Leads a browser from a mailed link to a new password, by the cookie it keeps meanwhile. */
@ApplicationScoped
class ResetRedirects {
    private final RealmCookies cookies;
    private final SignInRedirects steps;

    ResetRedirects(RealmCookies cookies, SignInRedirects steps) {
        this.cookies = cookies;
        this.steps = steps;
    }

    /** To the page of the next step, or what a refusal leads to. */
    Response lead(ResetOutcome outcome, Flow flow, Function<Refusal, Response> refused) {
        return lead(outcome, flow, reasons -> Pages.redirectTo(flow.password()), refused);
    }

    /** The same of a step that may find the password wished for wanting. */
    Response lead(
            ResetOutcome outcome,
            Flow flow,
            Function<List<Rejection>, Response> rejected,
            Function<Refusal, Response> refused) {
        String slug = flow.realm().slug();
        return outcome.fold(
                view -> Pages.redirectTo(page(view, flow), cookies.set(flow.cookie(), slug, view.id())),
                () -> Pages.redirectTo(flow.end(), cookies.remove(flow.cookie(), slug)),
                rejected,
                refused);
    }

    /** This page, if it is the one of where the flow stands; else that one. */
    Response current(
            ResetOutcome outcome, Flow flow, Set<ResetOutcome.State> here, Function<ResetOutcome.View, Response> page) {
        return outcome.fold(
                view -> here.contains(view.state()) ? page.apply(view) : Pages.redirectTo(page(view, flow)),
                () -> Pages.redirectTo(flow.end()),
                reasons -> Pages.redirectTo(flow.password()),
                refusal -> steps.end(refusal, flow));
    }

    private static String page(ResetOutcome.View view, Flow flow) {
        return switch (view.state()) {
            case CHOOSE_CHANNEL -> flow.code().recovery();
            case CODE_SENT -> flow.code().page();
            case NEW_PASSWORD -> flow.password();
        };
    }
}
