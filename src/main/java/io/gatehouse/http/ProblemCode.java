package io.gatehouse.http;

import java.util.Locale;

/** The stable error codes of the HTTP contract; clients depend on them, so they never change. */
public enum ProblemCode {
    INVALID_CREDENTIALS(401, "E-mail address or password is wrong"),
    INVALID_REQUEST(400, "The request is malformed"),
    SIGN_IN_EXPIRED(401, "This sign-in is over"),
    STEP_NOT_ALLOWED(409, "This is not the next step"),
    INVALID_CODE(401, "The code is wrong"),
    CODE_EXPIRED(401, "The code has expired"),
    CODE_USED_UP(401, "No attempts are left"),
    RESEND_TOO_SOON(429, "It is too soon for another code"),
    LOCKED(429, "Locked for a while"),
    THROTTLED(429, "Too many requests"),
    CHANNEL_NOT_ALLOWED(403, "This channel is not available"),
    PHONE_NOT_ALLOWED(422, "This number cannot be used"),
    ENROLLMENT_TOO_RECENT(403, "A mobile number was enrolled within the last hour"),
    CHANNEL_NOT_PROVEN(409, "A channel has not been proven"),
    PASSWORD_REJECTED(422, "This password cannot be used"),
    UNAUTHENTICATED(401, "Sign in first"),
    FORBIDDEN(403, "Not allowed"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Not acceptable"),
    PAYLOAD_TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    STEP_UP_REQUIRED(401, "A fresh second factor is required"),
    CONFLICT(409, "Conflict"),
    PRECONDITION_FAILED(412, "Changed in the meantime"),
    PRECONDITION_REQUIRED(428, "If-Match is required"),
    INTERNAL_ERROR(500, "Something went wrong here"),
    UNAVAILABLE(503, "Temporarily unavailable"),
    DELIVERY_UNAVAILABLE(503, "The code cannot be sent at the moment");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** Returns the HTTP status of this problem. */
    public int status() {
        return status;
    }

    /** Returns a short summary of the problem type (RFC 9457, section 3.1.3), in English for developers. */
    public String title() {
        return title;
    }

    /** Returns the code as clients receive it, in snake_case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
