package io.gatehouse.session;

/** Who holds a session's secret. */
public enum SessionKind {
    /** A browser on Gatehouse's pages, by cookie. */
    BROWSER,
    /** A client of the REST API, by rotating refresh token. */
    API
}
