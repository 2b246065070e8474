package io.gatehouse.session;

/**
 * A session just opened, with the one sight of its secret.
 *
 * @param secret the cookie's value for a browser, the refresh token for an API client
 */
public record OpenedSession(Session session, String secret) {

    /** Names the session, never the secret. */
    @Override
    public String toString() {
        return "OpenedSession[" + session.id() + "]";
    }
}
