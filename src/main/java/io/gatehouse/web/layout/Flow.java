package io.gatehouse.web.layout;

import io.gatehouse.http.RealmCookies;
import io.gatehouse.realm.Realm;
import java.util.Optional;

/** What a browser is on its way to, in which realm, and the page that was asked for before. */
public record Flow(Goal goal, Realm realm, Optional<ReturnTo> returnTo) {
    /** Where the way leads. */
    enum Goal {
        /** A session. */
        SIGN_IN,
        /** A fresh proof for the session that there is. */
        STEP_UP,
        /** A new password for a forgotten one. */
        RESET,
        /** The first password. */
        INVITATION
    }

    public static Flow signIn(Realm realm, Optional<ReturnTo> returnTo) {
        return new Flow(Goal.SIGN_IN, realm, returnTo);
    }

    public static Flow stepUp(Realm realm, Optional<ReturnTo> returnTo) {
        return new Flow(Goal.STEP_UP, realm, returnTo);
    }

    public static Flow reset(Realm realm) {
        return new Flow(Goal.RESET, realm, Optional.empty());
    }

    public static Flow invitation(Realm realm) {
        return new Flow(Goal.INVITATION, realm, Optional.empty());
    }

    public boolean signIn() {
        return goal == Goal.SIGN_IN;
    }

    public boolean stepUp() {
        return goal == Goal.STEP_UP;
    }

    public boolean reset() {
        return goal == Goal.RESET;
    }

    public boolean invitation() {
        return goal == Goal.INVITATION;
    }

    /** The pages of the code. */
    public CodePaths code() {
        return new CodePaths(begin());
    }

    /** The page that takes a mailed link's token. */
    public String open() {
        return begin() + "/open";
    }

    /** The page that takes a new password. */
    public String password() {
        return begin() + "/password";
    }

    /** The page it begins with. */
    public String start() {
        return switch (goal) {
            case SIGN_IN -> paths().signIn(returnTo);
            case STEP_UP -> paths().stepUp(returnTo);
            case RESET, INVITATION -> begin();
        };
    }

    /** The page behind it. */
    public String end() {
        return returnTo.map(ReturnTo::value).orElseGet(() -> switch (goal) {
            case SIGN_IN -> paths().console();
            case STEP_UP -> paths().account();
            case RESET, INVITATION -> paths().passwordChanged();
        });
    }

    /** The cookie by which the browser knows it. */
    public RealmCookies.Kind cookie() {
        return switch (goal) {
            case SIGN_IN -> RealmCookies.Kind.SIGN_IN;
            case STEP_UP -> RealmCookies.Kind.STEP_UP;
            case RESET, INVITATION -> RealmCookies.Kind.RESET;
        };
    }

    private String begin() {
        return switch (goal) {
            case SIGN_IN -> paths().signIn();
            case STEP_UP -> paths().stepUp();
            case RESET -> paths().passwordReset();
            case INVITATION -> paths().invitation();
        };
    }

    private RealmPaths paths() {
        return new RealmPaths(realm.slug());
    }
}
