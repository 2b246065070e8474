package io.gatehouse.api;

import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.Administrators;
import io.gatehouse.platform.NotFoundException;
import io.gatehouse.platform.http.ProblemException;
import io.gatehouse.platform.http.RefusalProblems;
import io.gatehouse.platform.http.RequestContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.signin.PasswordChangeService;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

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
    private final TokensBodyFactory tokens;
    private final RefusalProblems problems;
    private final RequestContext request;

    AccountPasswordResource(
            RequestedRealm realms,
            Caller caller,
            Administrators administrators,
            PasswordChangeService changes,
            TokensBodyFactory tokens,
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

    /** The current password and the new one. */
    public record PasswordChangeRequest(
            @NotNull @Size(min = 1, max = InputRules.MAX_PASSWORD)
            String currentPassword,

            @NotNull @Size(min = 1, max = InputRules.MAX_PASSWORD)
            String newPassword) {}

    /** Changes it and revokes all other sessions and trusted browsers; this session gets new tokens. */
    @PUT
    public RestResponse<TokensResponse> change(@PathParam("realm") String slug, @Valid PasswordChangeRequest body) {
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
                        (changed, opened) -> tokens.response(realm, changed, opened),
                        rejections -> {
                            throw new ProblemException(ResetResponseMapper.rejected(rejections));
                        },
                        refusal -> {
                            throw new ProblemException(problems.of(refusal));
                        });
    }
}
