package io.gatehouse.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.avaje.validation.constraints.Valid;
import io.gatehouse.platform.http.RealmCookies;
import io.gatehouse.platform.http.RequestContext;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.SessionKind;
import io.gatehouse.signin.BrowserTrust;
import io.gatehouse.signin.SignInOutcome;
import io.gatehouse.signin.SignInService;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;

/** Signs administrators in: password, then code; tokens only after both. */
@Path("/api/v1/realms/{realm}/sign-in")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class SignInResource {
    static final String ID = "[A-Za-z0-9_-]{43}";
    static final String ID_ADVICE = "use the id that the answer before gave";
    static final String COUNTRY = "[A-Z]{2}";
    static final String COUNTRY_ADVICE = "use two capital letters, such as DE";
    static final int MAX_PASSWORD = 1024;

    private final RequestedRealm realms;
    private final SignInService signIns;
    private final SignInAnswers answers;
    private final RealmCookies cookies;
    private final RequestContext request;
    private final HttpServerRequest http;

    SignInResource(
            RequestedRealm realms,
            SignInService signIns,
            SignInAnswers answers,
            RealmCookies cookies,
            RequestContext request,
            HttpServerRequest http) {
        this.realms = realms;
        this.signIns = signIns;
        this.answers = answers;
        this.cookies = cookies;
        this.request = request;
        this.http = http;
    }

    /** The channels as they travel. */
    public enum ChannelName {
        @JsonProperty("sms")
        SMS,
        @JsonProperty("email")
        EMAIL;

        Channel channel() {
            return switch (this) {
                case SMS -> Channel.SMS;
                case EMAIL -> Channel.EMAIL;
            };
        }
    }

    /** Where the refresh token shall lie. */
    public enum RefreshMode {
        /** In the answer. */
        @JsonProperty("body")
        BODY,
        /** In a cookie that scripts cannot read, for pages of the same site. */
        @JsonProperty("cookie")
        COOKIE
    }

    /** E-mail address and password. */
    @Valid
    public record Credentials(
            @NotNull @Size(min = 1, max = 254) String email,
            @NotNull @Size(min = 1, max = MAX_PASSWORD) String password,
            RefreshMode refresh) {}

    /** A mobile number, in any common notation. */
    @Valid
    public record Phone(
            @NotNull @Pattern(regexp = ID, message = ID_ADVICE)
            String signInId,

            @NotNull @Size(min = 1, max = 40) String phone,

            @Pattern(regexp = COUNTRY, message = COUNTRY_ADVICE)
            String country) {}

    /** A wish for a code. */
    @Valid
    public record CodeWish(
            @NotNull @Pattern(regexp = ID, message = ID_ADVICE)
            String signInId,

            @NotNull ChannelName channel) {}

    /** A code, spaces and dashes taken out; or a recovery code in its place. */
    @Valid
    public record CodeEntry(
            @NotNull @Pattern(regexp = ID, message = ID_ADVICE)
            String signInId,

            @Pattern(regexp = TypedCode.FORM, message = TypedCode.ADVICE) @Size(max = 32)
            String code,

            @Size(min = 1, max = 64) String recoveryCode,
            Boolean trustBrowser) {

        /** What the code leads to, or the recovery code. */
        SignInOutcome fold(Function<String, SignInOutcome> byCode, Function<String, SignInOutcome> byRecoveryCode) {
            return TypedCode.either(code, recoveryCode, byCode, byRecoveryCode);
        }
    }

    /** A sign-in by its id alone. */
    @Valid
    public record Reference(
            @NotNull @Pattern(regexp = ID, message = ID_ADVICE)
            String signInId) {}

    /** First factor. */
    @POST
    public Response start(@PathParam("realm") String slug, Credentials body) {
        Realm realm = realms.get(slug);
        return answers.of(
                realm,
                signIns.start(
                        realm, body.email(), body.password(), kind(body.refresh()), request.requester(), trust(slug)));
    }

    /** Enrols the mobile number. */
    @POST
    @Path("/phone")
    public Response phone(@PathParam("realm") String slug, Phone body) {
        Realm realm = realms.get(slug);
        return answers.of(
                realm,
                signIns.enrollPhone(
                        realm,
                        body.signInId(),
                        body.phone(),
                        Optional.ofNullable(body.country()),
                        request.requester()));
    }

    /** Sends a code. */
    @POST
    @Path("/code")
    public Response code(@PathParam("realm") String slug, CodeWish body) {
        Realm realm = realms.get(slug);
        return answers.of(
                realm, signIns.sendCode(realm, body.signInId(), body.channel().channel(), request.requester()));
    }

    /** Second factor. */
    @POST
    @Path("/verify")
    public Response verify(@PathParam("realm") String slug, CodeEntry body) {
        Realm realm = realms.get(slug);
        var browser = new BrowserTrust(Boolean.TRUE.equals(body.trustBrowser()), trust(slug));
        return answers.of(
                realm,
                body.fold(
                        code -> signIns.verify(realm, body.signInId(), code, browser, request.requester()),
                        code -> signIns.recover(realm, body.signInId(), code, browser, request.requester())));
    }

    /** Where the sign-in stands. */
    @POST
    @Path("/state")
    public Response state(@PathParam("realm") String slug, Reference body) {
        Realm realm = realms.get(slug);
        return answers.of(realm, signIns.state(realm, body.signInId(), request.requester()));
    }

    /** Gives up. */
    @POST
    @Path("/cancel")
    public void cancel(@PathParam("realm") String slug, Reference body) {
        signIns.cancel(realms.get(slug), body.signInId());
    }

    private Optional<String> trust(String slug) {
        return cookies.read(http, RealmCookies.Kind.TRUST, slug);
    }

    private static SessionKind kind(RefreshMode refresh) {
        return refresh == RefreshMode.COOKIE ? SessionKind.SAME_SITE_API : SessionKind.API;
    }
}
