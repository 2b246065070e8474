package io.gatehouse.session;

/** Who holds a session's secret. */
public enum SessionKind {
    /** A browser on Gatehouse's pages, by cookie. */
    BROWSER,
    /** A client of the REST API, by rotating refresh token. */
    API,
    /** A script on a page of the same site, whose refresh token lies in a cookie it cannot read. */
    SAME_SITE_API
}
