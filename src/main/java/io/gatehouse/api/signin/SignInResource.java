package io.gatehouse.api.signin;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.api.support.InputRules;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.authenticator.TotpEnrollment;
import io.gatehouse.http.RealmCookies;
import io.gatehouse.http.RequestContext;
import io.gatehouse.password.PasswordVerifier.Client;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session.SessionKind;
import io.gatehouse.signin.SignInService;
import io.gatehouse.signin.SignInService.BrowserTrust;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;

/** Signs administrators in with a password and a code; tokens are issued only after both. */
@Path("/api/v1/realms/{realm}/sign-in")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class SignInResource {
    private final RequestedRealm realms;
    private final SignInService signIns;
    private final SignInResponseMapper responses;
    private final RealmCookies cookies;
    private final RequestContext request;
    private final HttpServerRequest http;
    private final RefreshCookie refreshCookie;

    SignInResource(
            RequestedRealm realms,
            SignInService signIns,
            SignInResponseMapper responses,
            RealmCookies cookies,
            RequestContext request,
            HttpServerRequest http,
            RefreshCookie refreshCookie) {
        this.realms = realms;
        this.signIns = signIns;
        this.responses = responses;
        this.cookies = cookies;
        this.request = request;
        this.http = http;
        this.refreshCookie = refreshCookie;
    }

    /** The channels by which codes are sent. */
    public enum ChannelName {
        @JsonProperty("sms")
        SMS,
        @JsonProperty("email")
        EMAIL;

        public Channel channel() {
            return Channel.valueOf(name());
        }

        public static ChannelName of(Channel channel) {
            return valueOf(channel.name());
        }
    }

    /** How the client receives the refresh token. */
    public enum RefreshMode {
        /** In the response body. */
        @JsonProperty("body")
        BODY,
        /** In an HttpOnly cookie, for pages of the same site. */
        @JsonProperty("cookie")
        COOKIE
    }

    /** E-mail address and password. */
    public record Credentials(
            @NotNull @Size(min = 1, max = InputRules.MAX_EMAIL)
            String email,

            @NotNull @Size(min = 1, max = InputRules.MAX_PASSWORD)
            String password,

            RefreshMode refresh) {}

    /** A phone number, in any common notation. */
    public record EnrollPhoneRequest(
            @NotNull @Pattern(regexp = InputRules.ID, message = InputRules.ID_ADVICE)
            String signInId,

            @NotNull @Size(min = 1, max = 40) String phone,

            @Pattern(regexp = InputRules.COUNTRY, message = InputRules.COUNTRY_ADVICE)
            String country) {}

    /** A request to send a code. */
    public record SendCodeRequest(
            @NotNull @Pattern(regexp = InputRules.ID, message = InputRules.ID_ADVICE)
            String signInId,

            @NotNull ChannelName channel) {}

    /**
     * A code, in which spaces and dashes are ignored, or in its place a recovery code, the code of an authenticator app, or a
     * passkey.
     */
    public record SignInVerifyRequest(
            @NotNull @Pattern(regexp = InputRules.ID, message = InputRules.ID_ADVICE)
            String signInId,

            @Pattern(regexp = InputRules.CODE, message = InputRules.CODE_ADVICE) @Size(max = InputRules.MAX_CODE)
            String code,

            @Size(min = 1, max = InputRules.MAX_RECOVERY_CODE)
            String recoveryCode,

            @Pattern(regexp = InputRules.TOTP, message = InputRules.TOTP_ADVICE) @Size(max = InputRules.MAX_CODE)
            String totp,

            @Schema(implementation = Object.class, description = VerifyRequest.PASSKEY)
            ObjectNode passkey,

            Boolean trustBrowser)
            implements VerifyRequest {}

    /** What an authenticator app needs; the QR code is an SVG image of the URI. */
    public record TotpSetupBody(String secret, String uri, String qr) {
        static TotpSetupBody of(TotpEnrollment enrollment) {
            return new TotpSetupBody(enrollment.secret(), enrollment.uri(), enrollment.qr());
        }

        /** Omits the secret. */
        @Override
        public String toString() {
            return "TotpSetupBody";
        }
    }

    /** The id of a sign-in. */
    public record SignInReference(
            @NotNull @Pattern(regexp = InputRules.ID, message = InputRules.ID_ADVICE)
            String signInId) {}

    @POST
    @Operation(summary = "Starts a sign-in with e-mail address and password")
    public RestResponse<SignInBody> signIn(@PathParam("realm") String slug, @Valid Credentials body) {
        Realm realm = realms.get(slug);
        if (body.refresh() == RefreshMode.COOKIE) {
            refreshCookie.requireTrusted(realm);
        }
        return responses.of(
                realm,
                signIns.start(
                        realm,
                        body.email(),
                        body.password(),
                        kind(body.refresh()),
                        request.requester(),
                        Client.browser(trust(slug), cookies.read(http, RealmCookies.Kind.ADMISSION, slug))));
    }

    @POST
    @Path("/phone")
    @Operation(summary = "Enrols a mobile number, which can be repeated until it is proven, and sends a code to it")
    public RestResponse<SignInBody> enrollPhone(@PathParam("realm") String slug, @Valid EnrollPhoneRequest body) {
        Realm realm = realms.get(slug);
        return responses.of(
                realm,
                signIns.enrollPhone(
                        realm,
                        body.signInId(),
                        body.phone(),
                        Optional.ofNullable(body.country()),
                        request.requester()));
    }

    @POST
    @Path("/code")
    @Operation(
            summary =
                    "Sends a code, or another one, by that channel; completes at once with a mailbox that is proven already")
    public RestResponse<SignInBody> sendSignInCode(@PathParam("realm") String slug, @Valid SendCodeRequest body) {
        Realm realm = realms.get(slug);
        return responses.of(
                realm,
                signIns.sendCode(realm, body.signInId(), body.channel().channel(), request.requester(), trust(slug)));
    }

    @POST
    @Path("/verify")
    @Operation(
            summary =
                    "Verifies a code, recovery code, authenticator app or passkey, and issues the tokens or says what to enrol")
    public RestResponse<SignInBody> verifySignIn(@PathParam("realm") String slug, @Valid SignInVerifyRequest body) {
        Realm realm = realms.get(slug);
        var browser = new BrowserTrust(Boolean.TRUE.equals(body.trustBrowser()), trust(slug));
        return responses.of(
                realm,
                body.verify(
                        code -> signIns.verify(realm, body.signInId(), code, browser, request.requester()),
                        code -> signIns.recover(realm, body.signInId(), code, request.requester()),
                        totp -> signIns.verifyTotp(realm, body.signInId(), totp, browser, request.requester()),
                        passkey ->
                                signIns.verifyPasskey(realm, body.signInId(), passkey, browser, request.requester())));
    }

    @POST
    @Path("/totp")
    @Operation(summary = "Returns the secret of the authenticator app that must be set up, until /verify confirms it")
    public TotpSetupBody enrollSignInTotp(@PathParam("realm") String slug, @Valid SignInReference body) {
        Realm realm = realms.get(slug);
        return responses.of(signIns.enrollTotp(realm, body.signInId(), request.requester()), TotpSetupBody::of);
    }

    @POST
    @Path("/state")
    @Operation(summary = "Returns the state of the sign-in")
    public RestResponse<SignInBody> getSignIn(@PathParam("realm") String slug, @Valid SignInReference body) {
        Realm realm = realms.get(slug);
        return responses.of(realm, signIns.state(realm, body.signInId(), request.requester()));
    }

    @POST
    @Path("/cancel")
    @Operation(summary = "Cancels the sign-in")
    public void cancelSignIn(@PathParam("realm") String slug, @Valid SignInReference body) {
        signIns.cancel(realms.get(slug), body.signInId());
    }

    private Optional<String> trust(String slug) {
        return cookies.read(http, RealmCookies.Kind.TRUST, slug);
    }

    static SessionKind kind(RefreshMode refresh) {
        return refresh == RefreshMode.COOKIE ? SessionKind.SAME_SITE_API : SessionKind.API;
    }
}
