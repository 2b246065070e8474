package io.gatehouse.web.reset;

import io.gatehouse.password.Rejection;
import io.gatehouse.passwordreset.ResetOutcome;
import io.gatehouse.web.layout.Flow;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.password.RejectionFormatter;
import io.gatehouse.web.password.ResetMessages;
import io.gatehouse.web.signin.SignInRedirects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Renders and handles the form of the new password in a reset or an invitation. */
@ApplicationScoped
class NewPasswordForms {
    private static final int REJECTED = 422;

    private final ResetRedirects resetRedirects;
    private final SignInRedirects redirects;
    private final Pages pages;

    NewPasswordForms(ResetRedirects resetRedirects, SignInRedirects redirects, Pages pages) {
        this.resetRedirects = resetRedirects;
        this.redirects = redirects;
        this.pages = pages;
    }

    Response page(Flow flow, ResetOutcome state) {
        return resetRedirects.current(
                state, flow, Set.of(ResetOutcome.State.NEW_PASSWORD), view -> show(200, flow, FormErrors.NONE));
    }

    Response submit(Flow flow, String password, Function<String, ResetOutcome> setting) {
        if (password == null || password.isEmpty()) {
            ResetMessages messages = pages.messages(ResetMessages.class, flow.realm());
            return show(400, flow, FormErrors.at("password", messages.passwordMissing()));
        }
        return resetRedirects.redirect(
                setting.apply(password),
                flow,
                reasons -> show(REJECTED, flow, FormErrors.at("password", message(flow, reasons))),
                refusal -> redirects.refused(refusal, flow, open -> redirects.end(open, flow)));
    }

    private String message(Flow flow, List<Rejection> reasons) {
        return new RejectionFormatter(pages.messages(ResetMessages.class, flow.realm()), flow.realm()).of(reasons);
    }

    private Response show(int status, Flow flow, FormErrors errors) {
        return pages.show(status, new Page(pages.layout(flow.realm()), flow, minLength(flow), errors));
    }

    private static int minLength(Flow flow) {
        return flow.realm().settings().password().minLength();
    }

    record Page(PageLayout layout, Flow flow, int minLength, FormErrors errors) implements PageTemplate {}
}
