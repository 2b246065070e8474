package io.gatehouse.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.platform.http.ProblemException;
import io.gatehouse.platform.http.RefusalProblems;
import io.gatehouse.platform.http.RequestContext;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.SessionKind;
import io.gatehouse.signin.BrowserTrust;
import io.gatehouse.signin.SignInOutcome;
import io.gatehouse.signin.SignInService;
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

/** Signs administrators in: password, then code; tokens only after both. */
@Path("/api/v1/realms/{realm}/sign-in")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class SignInResource {
    private static final String ID = "[A-Za-z0-9_-]{43}";
    private static final int MAX_PASSWORD = 1024;

    private final RequestedRealm realms;
    private final SignInService signIns;
    private final TokensBodies tokens;
    private final RefusalProblems problems;
    private final RequestContext request;

    SignInResource(
            RequestedRealm realms,
            SignInService signIns,
            TokensBodies tokens,
            RefusalProblems problems,
            RequestContext request) {
        this.realms = realms;
        this.signIns = signIns;
        this.tokens = tokens;
        this.problems = problems;
        this.request = request;
    }

    /** The channels as they travel. */
    public enum ChannelName {
        @JsonProperty("sms")
        SMS,
        @JsonProperty("email")
        EMAIL
    }

    /** E-mail address and password. */
    public record Credentials(
            @NotNull @Size(min = 1, max = 254) String email,
            @NotNull @Size(min = 1, max = MAX_PASSWORD) String password) {}

    /** A mobile number, in any common notation. */
    public record Phone(
            @NotNull @Pattern(regexp = ID) String signInId,
            @NotNull @Size(min = 1, max = 40) String phone,
            @Pattern(regexp = "[A-Z]{2}") String country) {}

    /** A wish for a code. */
    public record CodeWish(
            @NotNull @Pattern(regexp = ID) String signInId,
            @NotNull ChannelName channel) {}

    /** A code; spaces and dashes are taken out. */
    public record CodeEntry(
            @NotNull @Pattern(regexp = ID) String signInId,

            @NotNull @Pattern(regexp = "[ -]*(?:[0-9][ -]*){6,8}") @Size(max = 32)
            String code) {}

    /** A sign-in by its id alone. */
    public record Reference(@NotNull @Pattern(regexp = ID) String signInId) {}

    /** First factor. */
    @POST
    public SignInBody start(@PathParam("realm") String slug, @NotNull @Valid Credentials body) {
        Realm realm = realms.get(slug);
        return answer(
                realm,
                signIns.start(
                        realm, body.email(), body.password(), SessionKind.API, request.requester(), Optional.empty()));
    }

    /** Enrols the mobile number. */
    @POST
    @Path("/phone")
    public SignInBody phone(@PathParam("realm") String slug, @NotNull @Valid Phone body) {
        Realm realm = realms.get(slug);
        return answer(
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
    public SignInBody code(@PathParam("realm") String slug, @NotNull @Valid CodeWish body) {
        Realm realm = realms.get(slug);
        Channel channel = switch (body.channel()) {
            case SMS -> Channel.SMS;
            case EMAIL -> Channel.EMAIL;
        };
        return answer(realm, signIns.sendCode(realm, body.signInId(), channel, request.requester()));
    }

    /** Second factor. */
    @POST
    @Path("/verify")
    public SignInBody verify(@PathParam("realm") String slug, @NotNull @Valid CodeEntry body) {
        Realm realm = realms.get(slug);
        String digits = body.code().replaceAll("[ -]", "");
        return answer(realm, signIns.verify(realm, body.signInId(), digits, BrowserTrust.none(), request.requester()));
    }

    /** Where the sign-in stands. */
    @POST
    @Path("/state")
    public SignInBody state(@PathParam("realm") String slug, @NotNull @Valid Reference body) {
        Realm realm = realms.get(slug);
        return answer(realm, signIns.state(realm, body.signInId(), request.requester()));
    }

    /** Gives up. */
    @POST
    @Path("/cancel")
    public void cancel(@PathParam("realm") String slug, @NotNull @Valid Reference body) {
        signIns.cancel(realms.get(slug), body.signInId());
    }

    private SignInBody answer(Realm realm, SignInOutcome outcome) {
        return outcome.fold(
                SignInBody::pending,
                complete -> SignInBody.complete(tokens.of(realm, complete.administrator(), complete.opened())),
                refusal -> {
                    throw new ProblemException(problems.of(refusal));
                });
    }
}
