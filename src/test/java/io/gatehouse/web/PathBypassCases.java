package io.gatehouse.web;

import java.util.List;

/** Path spellings that proxies and servers have interpreted differently; {@code REALM} is replaced by the realm. */
final class PathBypassCases {
    static final List<String> UNDER_GATEHOUSE_AND_BESIDE = List.of(
            "/secret",
            "/secret;x",
            "/;/secret",
            "//secret",
            "/%2Fsecret",
            "/%2fsecret",
            "/.//secret",
            "/%5Csecret",
            "/SECRET",
            "/secret.",
            "/secret%00",
            "/secret%3B",
            "/secret/realms/",
            "/realms",
            "/realms/../secret",
            "/realms/%2e%2e/secret",
            "/realms/.%2E/secret",
            "/realms/..%2fsecret",
            "/realms/..%252fsecret",
            "/realms/..;/secret",
            "/realms/..%3B/secret",
            "/realms/..%5Csecret",
            "/realms/REALM/sign-in/../../../secret",
            "/REALMS/../secret",
            "/assets/../secret",
            "/assets/..%2Fsecret",
            "/assets//../secret",
            "/n/../secret",
            "/callbacks/%2e%2e%2fsecret",
            "/api/v1/realms/../../../secret",
            "/api/v1/realms/..%2f..%2f..%2fsecret",
            "/api/v1/realmsx/../secret",
            "/forgot-realm/../secret",
            "/forgot-realm;/../secret",
            "/gatehouse-check",
            "/gatehouse-sign-in",
            "https://localhost/secret",
            "https://localhost/realms/../secret",
            "http://portal/secret");

    static final List<String> TO_THE_CHECK = List.of(
            "/realms/REALM/forward-auth",
            "/realms/REALM/forward-auth/",
            "/realms/REALM/forward-auth;x",
            "/realms/REALM/forward-auth?redirect=true",
            "/realms/REALM/Forward-Auth",
            "/realms/REALM/forward%2Dauth",
            "/realms/REALM/%66orward-auth",
            "/realms/REALM//forward-auth",
            "/realms/REALM;x/forward-auth",
            "/realms//REALM/forward-auth",
            "/realms;x/REALM/forward-auth",
            "//realms/REALM/forward-auth",
            "/%72ealms/REALM/forward-auth",
            "/realms/REALM/sign-in/../forward-auth",
            "/api/v1/realms/../../../realms/REALM/forward-auth",
            "/assets/../realms/REALM/forward-auth",
            "/assets/..%2frealms/REALM/forward-auth",
            "/gatehouse-check",
            "/gatehouse-sign-in");

    private PathBypassCases() {}
}
