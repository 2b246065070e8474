package io.gatehouse.api;

import io.avaje.validation.constraints.Valid;
import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.Administrators;
import io.gatehouse.platform.NotFoundException;
import io.gatehouse.platform.http.ProblemException;
import io.gatehouse.platform.http.RefusalProblems;
import io.gatehouse.platform.http.RequestContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.OpenedSession;
import io.gatehouse.signin.PasswordChangeService;
import io.quarkus.security.Authenticated;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Changes the caller's own password. */
@Path("/api/v1/realms/{realm}/account/password")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class AccountPasswordResource {
    private final RequestedRealm realms;
    private final Caller caller;
    private final Administrators administrators;
    private final PasswordChangeService changes;
    private final TokensBodies tokens;
    private final RefusalProblems problems;
    private final RequestContext request;

    AccountPasswordResource(
            RequestedRealm realms,
            Caller caller,
            Administrators administrators,
            PasswordChangeService changes,
            TokensBodies tokens,
            RefusalProblems problems,
            RequestContext request) {
        this.realms = realms;
        this.caller = caller;
        this.administrators = administrators;
        this.changes = changes;
        this.tokens = tokens;
        this.problems = problems;
        this.request = request;
    }

    /** The password that is, and the one that shall be. */
    @Valid
    public record Change(
            @NotNull @Size(min = 1, max = SignInResource.MAX_PASSWORD)
            String currentPassword,

            @NotNull @Size(min = 1, max = SignInResource.MAX_PASSWORD)
            String newPassword) {}

    /** The tokens the session goes on with. */
    public record Renewed(TokensBody tokens) {}

    /** Changes it; all other sessions and trusted browsers are over, this session goes on with new tokens. */
    @PUT
    public Response change(@PathParam("realm") String slug, Change body) {
        Realm realm = realms.get(slug);
        caller.requireFresh(realm);
        Administrator person = administrators
                .find(realm.id(), caller.session().administrator())
                .orElseThrow(() -> new NotFoundException("There is no such account."));
        return changes.change(
                        realm,
                        caller.session(),
                        person,
                        body.currentPassword(),
                        body.newPassword(),
                        request.requester())
                .fold(
                        (changed, opened) -> renewed(realm, changed, opened),
                        rejections -> {
                            throw new ProblemException(ResetAnswers.rejected(rejections));
                        },
                        refusal -> {
                            throw new ProblemException(problems.of(refusal));
                        });
    }

    private Response renewed(Realm realm, Administrator person, OpenedSession opened) {
        Response.ResponseBuilder answer = Response.ok(new Renewed(tokens.of(realm, person, opened)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        tokens.cookie(realm, opened).ifPresent(answer::cookie);
        return answer.build();
    }
}
