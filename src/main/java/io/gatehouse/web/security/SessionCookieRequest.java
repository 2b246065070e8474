package io.gatehouse.web.security;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Asks who the holder of a realm's session cookie is. */
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
