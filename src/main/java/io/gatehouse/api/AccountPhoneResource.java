package io.gatehouse.api;

import io.avaje.validation.constraints.Valid;
import io.gatehouse.account.PhoneChangeOutcome;
import io.gatehouse.account.PhoneChanges;
import io.gatehouse.platform.http.ProblemException;
import io.gatehouse.platform.http.RefusalProblems;
import io.gatehouse.platform.http.RequestContext;
import io.gatehouse.realm.Realm;
import io.quarkus.security.Authenticated;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Changes the caller's own mobile number. */
@Path("/api/v1/realms/{realm}/account/phone")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class AccountPhoneResource {
    private final RequestedRealm realms;
    private final Caller caller;
    private final PhoneChanges changes;
    private final RefusalProblems problems;
    private final RequestContext request;

    AccountPhoneResource(
            RequestedRealm realms,
            Caller caller,
            PhoneChanges changes,
            RefusalProblems problems,
            RequestContext request) {
        this.realms = realms;
        this.caller = caller;
        this.changes = changes;
        this.problems = problems;
        this.request = request;
    }

    /** The new number, in any common notation; for national notation with its country. */
    @Valid
    public record Wish(
            @NotNull @Size(min = 1, max = 40) String phone,

            @Pattern(regexp = SignInResource.COUNTRY, message = SignInResource.COUNTRY_ADVICE)
            String country) {}

    /** The code of the newest message. */
    @Valid
    public record Entry(
            @NotNull @Pattern(regexp = TypedCode.FORM, message = TypedCode.ADVICE) @Size(max = 32)
            String code) {}

    /** Sends a code to the new number; until it is verified, the old number counts. */
    @POST
    public Response send(@PathParam("realm") String slug, Wish body) {
        Realm realm = realms.get(slug);
        caller.requireFresh(realm);
        return answer(changes.send(
                realm, caller.session(), body.phone(), Optional.ofNullable(body.country()), request.requester()));
    }

    /** Verifies the code; the number is the new one, and no browser is trusted any more. */
    @POST
    @Path("/verify")
    public Response verify(@PathParam("realm") String slug, Entry body) {
        String code = TypedCode.digits(body.code());
        return answer(changes.verify(realms.get(slug), caller.session(), code, request.requester()));
    }

    private Response answer(PhoneChangeOutcome outcome) {
        return outcome.fold(
                code -> Response.ok(SignInBody.sent(code))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build(),
                () -> Response.noContent().build(),
                refusal -> {
                    throw new ProblemException(problems.of(refusal));
                });
    }
}
