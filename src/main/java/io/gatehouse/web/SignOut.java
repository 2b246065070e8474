package io.gatehouse.web;

import io.gatehouse.platform.http.RealmCookies;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.session.Sessions;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** Ends the session behind the cookie, and what the browser remembers of its pages. */
@Path("/realms/{realm}/sign-out")
@PermitAll
public class SignOut {
    private final Realms realms;
    private final Sessions sessions;
    private final RealmCookies cookies;
    private final SecurityIdentity identity;

    SignOut(Realms realms, Sessions sessions, RealmCookies cookies, SecurityIdentity identity) {
        this.realms = realms;
        this.sessions = sessions;
        this.cookies = cookies;
        this.identity = identity;
    }

    @POST
    public Response signOut(@PathParam("realm") String slug) {
        Realm realm = realms.get(slug);
        SignedIn.find(identity, slug)
                .ifPresent(person -> sessions.revoke(
                        person.administrator().id(), person.session().id()));
        Response answer =
                Pages.leadTo(new RealmPaths(slug).signedOut(), cookies.remove(RealmCookies.Kind.SESSION, slug));
        // Not "cookies": that would forget trusted browsers too.
        return Response.fromResponse(answer)
                .header("Clear-Site-Data", "\"cache\"")
                .build();
    }
}
