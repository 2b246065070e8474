package io.gatehouse.web.security;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Requests the identity behind a realm's session cookie. */
class SessionCookieRequest extends BaseAuthenticationRequest {
    private final String realm;
    private final String cookie;

    SessionCookieRequest(String realm, String cookie) {
        this.realm = realm;
        this.cookie = cookie;
    }

    String realm() {
        return realm;
    }

    String cookie() {
        return cookie;
    }
}
