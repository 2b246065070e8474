package io.gatehouse.openid.authorization;

import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import java.net.URI;
import java.util.Optional;

/** The result of an authorization request so far. */
public sealed interface AuthorizationOutcome {

    /** The request is answered, with a code or an error. */
    record Answered(AuthorizationResponse response) implements AuthorizationOutcome {
        /** Returns the client's address with the response. */
        public URI address() {
            return response.toURI();
        }

        /** Returns a text without the code. */
        @Override
        public String toString() {
            return "Answered";
        }
    }

    /**
     * The administrator must sign in, after which the request is resumed.
     *
     * @param request id of the pending request
     * @param again whether to do so although there is a session
     * @param loginHint the address that the client expects
     * @param languages language tags (BCP 47) that the client prefers, separated by commas; empty if it prefers none
     */
    record SignIn(String request, boolean again, Optional<String> loginHint, String languages)
            implements AuthorizationOutcome {}

    /**
     * The administrator must step up, after which the request is resumed.
     *
     * @param request id of the pending request
     * @param languages as of a sign-in
     */
    record StepUp(String request, String languages) implements AuthorizationOutcome {}

    /** The request is valid and waits to be resumed with the session of the browser. */
    record Received(String request) implements AuthorizationOutcome {}

    /** The request cannot be answered at an address of the client. */
    record Refused(Reason reason) implements AuthorizationOutcome {}

    /** Why a request cannot be answered at an address of the client. */
    enum Reason {
        /** No client with that identifier is registered. */
        UNKNOWN_CLIENT,
        /** The address is missing or not registered for the client. */
        UNKNOWN_ADDRESS,
        /** The request has expired or is answered. */
        EXPIRED
    }
}
