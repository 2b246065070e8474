package io.gatehouse.session;

/**
 * A new session with its secret, which cannot be read again.
 *
 * @param secret the cookie's value of a browser or the refresh token of an API client
 */
public record OpenedSession(Session session, String secret) {

    /** Returns a text without the secret. */
    @Override
    public String toString() {
        return "OpenedSession[" + session.id() + "]";
    }
}
