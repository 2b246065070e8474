package io.gatehouse.session;

/** The kind of client of a session. */
public enum SessionKind {
    /** A browser on Gatehouse's pages, with a cookie. */
    BROWSER,
    /** A client of the REST API, with a rotating refresh token. */
    API,
    /** A same-site single-page application, with the refresh token in a cookie that its scripts cannot read. */
    SAME_SITE_API
}
