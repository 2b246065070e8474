package io.gatehouse.web.code;

import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.authenticator.AuthenticatorKind;
import io.gatehouse.http.Problem;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.http.TypedCode;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.signin.SignInOutcome;
import io.gatehouse.web.layout.Flow;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.signin.AuthenticatorMessages;
import io.gatehouse.web.signin.AuthenticatorRefusals;
import io.gatehouse.web.signin.CodeFlow;
import io.gatehouse.web.signin.CodePages;
import io.gatehouse.web.signin.OtherWays;
import io.gatehouse.web.signin.SignInRedirects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Handles the forms that use a passkey or an authenticator app in place of a sent code. */
@ApplicationScoped
class AuthenticatorForms {
    private final SignInRedirects redirects;
    private final CodePages codes;
    private final AuthenticatorRefusals refusals;
    private final RefusalProblems problems;
    private final Pages pages;

    AuthenticatorForms(
            SignInRedirects redirects,
            CodePages codes,
            AuthenticatorRefusals refusals,
            RefusalProblems problems,
            Pages pages) {
        this.redirects = redirects;
        this.codes = codes;
        this.refusals = refusals;
        this.problems = problems;
        this.pages = pages;
    }

    /**
     * The content of both pages.
     *
     * @param names of the passkeys
     * @param trust label of the option to trust this browser; empty if the realm trusts none
     */
    record View(OtherWays ways, List<String> names, String trust, FormErrors errors) {}

    /** Returns the page that uses a passkey, or a redirect to the current step if none is accepted. */
    Response passkeyPage(CodeFlow code) {
        return page(code, AuthenticatorKind.PASSKEY, 200, FormErrors.NONE);
    }

    /** Returns the page for the code of an app, or a redirect to the current step if none is accepted. */
    Response appPage(CodeFlow code) {
        return page(code, AuthenticatorKind.TOTP, 200, FormErrors.NONE);
    }

    /** Verifies the passkey that the page's script has posted; without script there is none. */
    Response submitPasskey(CodeFlow code, String credential, boolean trusted) {
        if (credential == null || credential.isEmpty()) {
            String message = messages(code).needsScript();
            return page(code, AuthenticatorKind.PASSKEY, 400, FormErrors.at("passkey", message));
        }
        return code.verifyPasskey(
                credential, trusted, refusal -> refused(code, AuthenticatorKind.PASSKEY, "passkey", refusal));
    }

    /** Verifies the code of an app, unless it is malformed. */
    Response submitApp(CodeFlow code, String submitted, boolean trusted) {
        String typed = submitted == null ? "" : submitted;
        return TypedCode.digits(typed, AuthenticatorRefusals.DIGITS)
                .map(digits -> code.verifyTotp(
                        digits, trusted, refusal -> refused(code, AuthenticatorKind.TOTP, "code", refusal)))
                .orElseGet(() ->
                        page(code, AuthenticatorKind.TOTP, 400, refusals.malformed(code.realm(), typed.isBlank())));
    }

    /** Returns the page with the refusal. A lock of the app's codes does not end the flow: there may be other ways. */
    private Response refused(CodeFlow code, AuthenticatorKind kind, String field, Refusal refusal) {
        if (AuthenticatorRefusals.isLast(refusal)) {
            return redirects.end(Refusal.of(Reason.CODE_USED_UP), code.flow());
        }
        if (refusal.reason() == Reason.CHANNEL_NOT_ALLOWED) {
            return Pages.redirectTo(code.flow().code().page());
        }
        return refusal.reason() == Reason.LOCKED
                ? again(code, kind, field, refusal)
                : redirects.refused(refusal, code.flow(), open -> again(code, kind, field, open));
    }

    private Response again(CodeFlow code, AuthenticatorKind kind, String field, Refusal refusal) {
        Problem problem = problems.of(refusal);
        FormErrors errors = FormErrors.at(field, refusals.message(code.realm(), refusal));
        return code.current(view -> pages.refuse(problem, template(code.flow(), kind, view, errors)));
    }

    private Response page(CodeFlow code, AuthenticatorKind kind, int status, FormErrors errors) {
        return code.current(view -> view.authenticators().stream().anyMatch(one -> one.kind() == kind)
                ? pages.show(status, template(code.flow(), kind, view, errors))
                : Pages.redirectTo(code.flow().code().page()));
    }

    private AuthenticatorMessages messages(CodeFlow code) {
        return pages.messages(AuthenticatorMessages.class, code.realm());
    }

    private PageTemplate template(Flow flow, AuthenticatorKind kind, SignInOutcome.View view, FormErrors errors) {
        List<String> names = view.authenticators().stream()
                .filter(one -> one.kind() == AuthenticatorKind.PASSKEY)
                .map(Authenticator::name)
                .toList();
        var shown = new View(OtherWays.of(view), names, codes.trust(flow, view), errors);
        PageLayout layout = pages.layout(flow.realm());
        return kind == AuthenticatorKind.PASSKEY ? new Passkey(layout, flow, shown) : new App(layout, flow, shown);
    }

    record Passkey(PageLayout layout, Flow flow, View view) implements PageTemplate {}

    record App(PageLayout layout, Flow flow, View view) implements PageTemplate {}
}
