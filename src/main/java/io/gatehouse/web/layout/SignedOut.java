package io.gatehouse.web.layout;

import io.gatehouse.http.RealmCookies;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

/** Leaves a browser whose session is over: without its cookie, and without what it remembers of the pages. */
@ApplicationScoped
public class SignedOut {
    private final RealmCookies cookies;

    SignedOut(RealmCookies cookies) {
        this.cookies = cookies;
    }

    /** Where a person was signed out. */
    public enum Reach {
        HERE("yes"),
        EVERYWHERE("everywhere");

        private final String value;

        Reach(String value) {
            this.value = value;
        }

        /** How an address says it. */
        public String value() {
            return value;
        }
    }

    /** To the sign-in page, which says so. */
    public Response leave(Realm realm, Reach reach) {
        Response answer = Pages.redirectTo(
                new RealmPaths(realm.slug()).signedOut(reach),
                cookies.remove(RealmCookies.Kind.SESSION, realm.slug()),
                cookies.remove(RealmCookies.Kind.STEP_UP, realm.slug()));
        // Not "cookies": that would forget trusted browsers too.
        return Response.fromResponse(answer)
                .header("Clear-Site-Data", "\"cache\"")
                .build();
    }
}
