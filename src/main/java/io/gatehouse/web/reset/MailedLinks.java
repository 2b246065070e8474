package io.gatehouse.web.reset;

import io.gatehouse.factorreset.FactorResets;
import io.gatehouse.factorreset.FactorResets.FactorReset;
import io.gatehouse.http.Problem;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.passwordreset.ResetOutcome;
import io.gatehouse.realm.Realm;
import io.gatehouse.web.layout.Countdown;
import io.gatehouse.web.layout.DisplayTime;
import io.gatehouse.web.layout.Flow;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.password.ResetMessages;
import io.gatehouse.web.signin.CodeMessages;
import io.gatehouse.web.signin.SignInRedirects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Opens mailed links. GET consumes nothing, since mail scanners follow links; the form's POST does, and redirects to a
 * path without the token.
 */
@ApplicationScoped
class MailedLinks {
    private final ResetRedirects resetRedirects;
    private final SignInRedirects redirects;
    private final RefusalProblems problems;
    private final FactorResets phoneResets;
    private final Pages pages;

    MailedLinks(
            ResetRedirects resetRedirects,
            SignInRedirects redirects,
            RefusalProblems problems,
            FactorResets phoneResets,
            Pages pages) {
        this.phoneResets = phoneResets;
        this.resetRedirects = resetRedirects;
        this.redirects = redirects;
        this.problems = problems;
        this.pages = pages;
    }

    /** Returns the page of a link. */
    Response page(Flow flow, String token) {
        return pages.show(200, new Page(pages.layout(flow.realm()), flow, token, FormErrors.NONE));
    }

    /**
     * Consumes the link and redirects to the next step; shows the page again if the link is valid but no code can be
     * sent now.
     */
    Response open(Flow flow, String submitted, Function<String, ResetOutcome> opening) {
        String token = submitted == null ? "" : submitted;
        return resetRedirects.redirect(
                opening.apply(token),
                flow,
                refusal -> refusal.reason() == Reason.FLOW_EXPIRED
                        ? redirects.end(refusal, flow)
                        : again(flow, token, refusal));
    }

    private Response again(Flow flow, String token, Refusal refusal) {
        Problem problem = problems.of(refusal);
        String message = switch (refusal.reason()) {
            case PHONE_DISPUTED -> undecided(flow.realm(), token);
            case AUTHENTICATOR_SUSPENDED ->
                pages.messages(CodeMessages.class, flow.realm())
                        .authenticatorSuspended(flow.realm().settings().displayName());
            default -> unsent(problem, flow);
        };
        return pages.refuse(problem, new Page(pages.layout(flow.realm()), flow, token, FormErrors.at("open", message)));
    }

    private String unsent(Problem problem, Flow flow) {
        ResetMessages messages = pages.messages(ResetMessages.class, flow.realm());
        return problem.retryAfter()
                .map(wait -> messages.linkPaused(Countdown.of(wait).text()))
                .orElseGet(() -> messages.linkNowhere(flow.realm().settings().displayName()));
    }

    /** Says who decides about the disputed number of the link's owner, or when its removal takes effect. */
    private String undecided(Realm realm, String token) {
        ResetMessages messages = pages.messages(ResetMessages.class, realm);
        Optional<FactorReset> pending = phoneResets.findPending(realm, token);
        Optional<Instant> effectiveAt = pending.flatMap(FactorReset::effectiveAt);
        String approvers = pending.map(FactorReset::approverNames).orElse("");
        if (effectiveAt.isPresent()) {
            return messages.linkRemoval(
                    DisplayTime.of(effectiveAt.get(), pages.language(realm)).text());
        }
        return approvers.isEmpty()
                ? messages.linkVetoed(realm.settings().displayName())
                : messages.linkUndecided(approvers);
    }

    record Page(PageLayout layout, Flow flow, String token, FormErrors errors) implements PageTemplate {}
}
