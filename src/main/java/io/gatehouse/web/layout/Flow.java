package io.gatehouse.web.layout;

import io.gatehouse.http.RealmCookies;
import io.gatehouse.realm.Realm;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The flow a tab is in: its goal and realm, and the page to return to at its end.
 *
 * @param handle of the pending flow; empty before it has begun
 */
public record Flow(Goal goal, Realm realm, Optional<ReturnTo> returnTo, Optional<String> handle) {
    static final String HANDLE = "flow";

    /** The goal of a flow. */
    enum Goal {
        /** A new session. */
        SIGN_IN,
        /** A recent authentication for the current session. */
        STEP_UP,
        /** A new password after a forgotten one. */
        RESET,
        /** The first password of an invited administrator. */
        INVITATION
    }

    public static Flow signIn(Realm realm, Optional<ReturnTo> returnTo) {
        return new Flow(Goal.SIGN_IN, realm, returnTo, Optional.empty());
    }

    public static Flow stepUp(Realm realm, Optional<ReturnTo> returnTo) {
        return new Flow(Goal.STEP_UP, realm, returnTo, Optional.empty());
    }

    public static Flow reset(Realm realm) {
        return new Flow(Goal.RESET, realm, Optional.empty(), Optional.empty());
    }

    public static Flow invitation(Realm realm) {
        return new Flow(Goal.INVITATION, realm, Optional.empty(), Optional.empty());
    }

    /** Returns this flow as pending, with the page to return to. */
    Flow pending(String newHandle, Optional<ReturnTo> page) {
        return new Flow(goal, realm, page, Optional.of(newHandle));
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

    /** Returns the paths of the code pages. */
    public CodePaths code() {
        return new CodePaths(begin(), query());
    }

    /** Returns the path of the page that opens a mailed link. */
    public String open() {
        return begin() + "/open";
    }

    /** Returns the path of the page that sets the new password. */
    public String password() {
        return begin() + "/password" + query();
    }

    /** Returns the path of the page that enrols a mobile number. */
    public String phone() {
        return begin() + "/phone" + query();
    }

    /** Returns the path of the page that creates a required passkey. */
    public String newPasskey() {
        return begin() + "/new-passkey" + query();
    }

    /** Returns the path of the options to create a passkey, as JSON. */
    public String newPasskeyOptions() {
        return begin() + "/new-passkey/options" + query();
    }

    /** Returns the path of the page that sets up a required authenticator app. */
    public String newApp() {
        return begin() + "/new-app" + query();
    }

    /** Returns the path of the flow's first page. */
    public String start() {
        return switch (goal) {
            case SIGN_IN -> paths().signIn(returnTo);
            case STEP_UP -> paths().stepUp(returnTo);
            case RESET, INVITATION -> begin();
        };
    }

    /** Returns the path of the page after the flow. */
    public String end() {
        return returnTo.map(ReturnTo::value).orElseGet(() -> switch (goal) {
            case SIGN_IN -> paths().console();
            case STEP_UP -> paths().account();
            case RESET, INVITATION -> paths().passwordChanged();
        });
    }

    /** Returns the kind of cookie that holds the flow's id. */
    RealmCookies.Kind cookie() {
        return switch (goal) {
            case SIGN_IN -> RealmCookies.Kind.SIGN_IN;
            case STEP_UP -> RealmCookies.Kind.STEP_UP;
            case RESET, INVITATION -> RealmCookies.Kind.RESET;
        };
    }

    /** Returns the query that names this flow and the page to return to. */
    private String query() {
        return Stream.concat(
                        handle.map(value -> HANDLE + "=" + value).stream(),
                        returnTo
                                .map(page -> "return_to=" + URLEncoder.encode(page.value(), StandardCharsets.UTF_8))
                                .stream())
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("&"), query -> query.isEmpty() ? "" : "?" + query));
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
