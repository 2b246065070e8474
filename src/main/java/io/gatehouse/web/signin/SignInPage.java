package io.gatehouse.web.signin;

import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.http.Problem;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.Realms;
import io.gatehouse.session.Session.SessionKind;
import io.gatehouse.signin.SignInService;
import io.gatehouse.signin.SignInService.BrowserTrust;
import io.gatehouse.web.layout.Countdown;
import io.gatehouse.web.layout.Flow;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.FormValues;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.ReturnTo;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.layout.SignedOut.Reach;
import io.gatehouse.web.password.ResetMessages;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts a sign-in with e-mail address and password, or completes one with a passkey alone. */
@Path("/realms/{realm}/sign-in")
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class SignInPage {
    private final Realms realms;
    private final SignInService signIns;
    private final SignInRedirects redirects;
    private final RefusalProblems problems;
    private final Pages pages;
    private final PageRequest request;
    private final SecurityIdentity identity;

    SignInPage(
            Realms realms,
            SignInService signIns,
            SignInRedirects redirects,
            RefusalProblems problems,
            Pages pages,
            PageRequest request,
            SecurityIdentity identity) {
        this.realms = realms;
        this.signIns = signIns;
        this.redirects = redirects;
        this.problems = problems;
        this.pages = pages;
        this.request = request;
        this.identity = identity;
    }

    /**
     * The content of the form.
     *
     * @param ended whether the notice is that the session has ended
     * @param passkey whether a passkey alone signs in
     */
    record Form(String email, String returnTo, String notice, boolean ended, boolean passkey, FormErrors errors) {}

    @GET
    public Response form(
            @PathParam("realm") String slug,
            @QueryParam("return_to") String requestedPage,
            @QueryParam("signed-out") String signedOut,
            @QueryParam("password") String password,
            @QueryParam("admitted") boolean admitted,
            @QueryParam("account") String account,
            @QueryParam("login_hint") String loginHint) {
        Realm realm = realms.get(slug);
        boolean afterLink = "changed".equals(password) || admitted;
        Optional<ReturnTo> returnTo =
                ReturnTo.parse(requestedPage).or(() -> afterLink ? request.authorization(realm) : Optional.empty());
        if (!"select".equals(account) && SignedIn.find(identity, slug).isPresent()) {
            return Pages.redirectTo(returnTo.map(ReturnTo::value).orElseGet(() -> new RealmPaths(slug).console()));
        }
        String notice = "changed".equals(password)
                ? pages.messages(ResetMessages.class, realm).changed()
                : notice(realm, signedOut, admitted);
        boolean ended = Reach.ENDED.value().equals(signedOut);
        String email = Optional.ofNullable(loginHint)
                .flatMap(EmailAddress::parse)
                .map(EmailAddress::value)
                .orElse("");
        Form form = new Form(
                email, returnTo.map(ReturnTo::value).orElse(""), notice, ended, passkey(realm), FormErrors.NONE);
        return pages.show(200, new Page(pages.layout(realm), form));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(
            @PathParam("realm") String slug,
            @FormParam("email") String email,
            @FormParam("password") String password,
            @FormParam("signInId") String passkeySignIn,
            @FormParam("credential") String credential,
            @FormParam("return_to") String requestedPage) {
        Realm realm = realms.get(slug);
        Optional<ReturnTo> returnTo = ReturnTo.parse(requestedPage);
        if (credential != null && passkeySignIn != null) {
            return verifyPasskey(realm, passkeySignIn, credential, returnTo);
        }
        String typedEmail = FormValues.text(email);
        String typedPassword = password == null ? "" : password;
        FormErrors missing = missing(realm, typedEmail, typedPassword);
        if (missing.any()) {
            return pages.show(400, new Page(pages.layout(realm), form(realm, typedEmail, returnTo, missing)));
        }
        return redirects.after(
                signIns.start(
                        realm,
                        typedEmail,
                        typedPassword,
                        SessionKind.BROWSER,
                        request.requester(),
                        request.client(realm)),
                Flow.signIn(realm, returnTo),
                refusal -> refused(refusal, realm, typedEmail, returnTo));
    }

    private Response verifyPasskey(Realm realm, String id, String credential, Optional<ReturnTo> returnTo) {
        var trust = new BrowserTrust(false, request.trust(realm));
        return redirects.redirect(
                signIns.verifyPasskey(realm, id, credential, trust, request.requester()),
                Flow.signIn(realm, returnTo),
                refusal -> {
                    AuthenticatorMessages messages = pages.messages(AuthenticatorMessages.class, realm);
                    String message = refusal.reason() == Reason.INVALID_CREDENTIALS
                            ? messages.signInRefused()
                            : messages.expired();
                    return pages.refuse(
                            problems.of(refusal),
                            new Page(
                                    pages.layout(realm), form(realm, "", returnTo, FormErrors.at("passkey", message))));
                });
    }

    private FormErrors missing(Realm realm, String email, String password) {
        SignInMessages messages = pages.messages(SignInMessages.class, realm);
        FormErrors errors = email.isEmpty() ? FormErrors.at("email", messages.emailMissing()) : FormErrors.NONE;
        return password.isEmpty() ? errors.and("password", messages.passwordMissing()) : errors;
    }

    private Response refused(Refusal refusal, Realm realm, String email, Optional<ReturnTo> returnTo) {
        SignInMessages messages = pages.messages(SignInMessages.class, realm);
        Problem problem = problems.of(refusal);
        String message = switch (refusal.reason()) {
            case PASSWORD_GUESSED -> messages.guessed();
            case PHONE_DISPUTED ->
                pages.messages(CodeMessages.class, realm)
                        .phoneDisputed(realm.settings().displayName());
            case AUTHENTICATOR_SUSPENDED ->
                pages.messages(CodeMessages.class, realm)
                        .authenticatorSuspended(realm.settings().displayName());
            default ->
                problem.retryAfter()
                        .map(wait -> messages.throttled(Countdown.of(wait).text()))
                        .orElseGet(messages::wrong);
        };
        return pages.refuse(
                problem,
                new Page(pages.layout(realm), form(realm, email, returnTo, FormErrors.at("password", message))));
    }

    private static Form form(Realm realm, String email, Optional<ReturnTo> returnTo, FormErrors errors) {
        return new Form(email, returnTo.map(ReturnTo::value).orElse(""), "", false, passkey(realm), errors);
    }

    private static boolean passkey(Realm realm) {
        RealmSettings.Mfa mfa = realm.settings().mfa();
        return mfa.enabled() && mfa.allows(FactorStrength.PASSKEY);
    }

    /** Returns the notice of a preceding sign-out or admission, or empty if there was none. */
    private String notice(Realm realm, String signedOut, boolean admitted) {
        SignInMessages messages = pages.messages(SignInMessages.class, realm);
        if (admitted) {
            return messages.admitted();
        }
        return Stream.of(Reach.values())
                .filter(reach -> reach.value().equals(signedOut))
                .findFirst()
                .map(reach -> switch (reach) {
                    case HERE -> messages.signedOut();
                    case EVERYWHERE -> messages.signedOutEverywhere();
                    case ENDED -> messages.sessionEnded();
                })
                .orElse("");
    }

    record Page(PageLayout layout, Form form) implements PageTemplate {}
}
