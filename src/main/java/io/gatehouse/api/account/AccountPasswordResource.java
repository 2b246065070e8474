package io.gatehouse.api.account;

import io.gatehouse.account.PasswordChangeService;
import io.gatehouse.api.signin.ResetResponseMapper;
import io.gatehouse.api.signin.TokensBodyFactory;
import io.gatehouse.api.signin.TokensBodyFactory.TokensResponse;
import io.gatehouse.api.support.InputRules;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.http.ProblemException;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.realm.Realm;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Changes the caller's own password. */
@Path("/api/v1/realms/{realm}/account/password")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class AccountPasswordResource {
    private final RequestedRealm realms;
    private final RequestCaller caller;
    private final PasswordChangeService changes;
    private final TokensBodyFactory tokens;
    private final RefusalProblems problems;

    AccountPasswordResource(
            RequestedRealm realms,
            RequestCaller caller,
            PasswordChangeService changes,
            TokensBodyFactory tokens,
            RefusalProblems problems) {
        this.realms = realms;
        this.caller = caller;
        this.changes = changes;
        this.tokens = tokens;
        this.problems = problems;
    }

    /** The current password and the new one. */
    public record PasswordChangeRequest(
            @NotNull @Size(min = 1, max = InputRules.MAX_PASSWORD)
            String currentPassword,

            @NotNull @Size(min = 1, max = InputRules.MAX_PASSWORD)
            String newPassword) {}

    @PUT
    @Operation(summary = "Changes the password, revokes all other sessions and trusted browsers, and issues new tokens")
    public RestResponse<TokensResponse> changePassword(
            @PathParam("realm") String slug, @Valid PasswordChangeRequest body) {
        Realm realm = realms.get(slug);
        return changes.change(caller.caller(), body.currentPassword(), body.newPassword())
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
