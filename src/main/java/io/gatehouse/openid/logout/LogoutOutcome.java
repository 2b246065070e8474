package io.gatehouse.openid.logout;

import java.net.URI;
import java.util.Optional;

/** The result of a logout request of a client. */
public sealed interface LogoutOutcome {

    /** The administrator must confirm, since the request does not prove that it is about this session. */
    record Unconfirmed(String request) implements LogoutOutcome {}

    /**
     * The session has ended, or there was none.
     *
     * @param address where the client wants the browser to be sent
     */
    record Ended(Optional<URI> address) implements LogoutOutcome {}

    /** The request is malformed or expired, its ID token is not of the realm, or its address is not registered for the client. */
    record Refused() implements LogoutOutcome {}
}
