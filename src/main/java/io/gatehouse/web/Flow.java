package io.gatehouse.web;

import io.gatehouse.platform.http.RealmCookies;
import io.gatehouse.realm.Realm;
import java.util.Optional;

/** What a browser is on its way to, in which realm, and the page that was asked for before. */
record Flow(Goal goal, Realm realm, Optional<ReturnTo> returnTo) {
    /** Where the way leads. */
    enum Goal {
        /** A session. */
        SIGN_IN,
        /** A fresh proof for the session that there is. */
        STEP_UP
    }

    static Flow signIn(Realm realm, Optional<ReturnTo> returnTo) {
        return new Flow(Goal.SIGN_IN, realm, returnTo);
    }

    static Flow stepUp(Realm realm, Optional<ReturnTo> returnTo) {
        return new Flow(Goal.STEP_UP, realm, returnTo);
    }

    public boolean stepUp() {
        return goal == Goal.STEP_UP;
    }

    /** The pages of the code. */
    public CodePaths code() {
        return stepUp() ? paths().stepUpCode() : paths().code();
    }

    /** The page it begins with. */
    String start() {
        return stepUp() ? paths().stepUp(returnTo) : paths().signIn(returnTo);
    }

    /** The page behind it. */
    String end() {
        return returnTo.map(ReturnTo::value).orElseGet(() -> stepUp() ? paths().account() : paths().console());
    }

    /** The cookie by which the browser knows it. */
    RealmCookies.Kind cookie() {
        return stepUp() ? RealmCookies.Kind.STEP_UP : RealmCookies.Kind.SIGN_IN;
    }

    private RealmPaths paths() {
        return new RealmPaths(realm.slug());
    }
}
