package io.gatehouse.web.signin;

import io.gatehouse.http.ProblemException;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.session.Session.SessionKind;
import io.gatehouse.signin.SignInService;
import io.gatehouse.web.layout.PageRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Starts a sign-in by a passkey alone, for the script of the sign-in page; the form of that page ends it. */
@Path("/realms/{realm}/sign-in/passkey")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class PasskeySignInPage {
    private final Realms realms;
    private final SignInService signIns;
    private final RefusalProblems problems;
    private final PageRequest request;

    PasskeySignInPage(Realms realms, SignInService signIns, RefusalProblems problems, PageRequest request) {
        this.realms = realms;
        this.signIns = signIns;
        this.problems = problems;
        this.request = request;
    }

    @POST
    public Response start(@PathParam("realm") String slug) {
        Realm realm = realms.get(slug);
        return signIns.startByPasskey(realm, SessionKind.BROWSER, request.requester())
                .fold(start -> Response.ok(start).build(), refusal -> {
                    throw new ProblemException(problems.of(refusal));
                });
    }
}
