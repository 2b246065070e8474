package io.gatehouse.web.layout;

import io.gatehouse.http.RealmCookies;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

/** Responds after a sign-out: removes the session cookie and clears cached pages. */
@ApplicationScoped
public class SignedOut {
    private final RealmCookies cookies;

    SignedOut(RealmCookies cookies) {
        this.cookies = cookies;
    }

    /** The sessions that have ended. */
    public enum Reach {
        HERE("yes"),
        EVERYWHERE("everywhere"),
        /** Ended without being signed out. */
        ENDED("ended");

        private final String value;

        Reach(String value) {
            this.value = value;
        }

        /** Returns the value of the query parameter. */
        public String value() {
            return value;
        }
    }

    /** Redirects to the sign-in page, which shows the sign-out. */
    public Response leave(Realm realm, Reach reach) {
        return clear(realm, Pages.redirectTo(new RealmPaths(realm.slug()).signedOut(reach)));
    }

    /** Removes the session cookie and cached pages by that response. */
    public Response clear(Realm realm, Response response) {
        return Response.fromResponse(response)
                .cookie(cookies.remove(RealmCookies.Kind.SESSION, realm.slug()))
                // Not "cookies": that would remove trusted browsers too.
                .header("Clear-Site-Data", "\"cache\"")
                .build();
    }
}
