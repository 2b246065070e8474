package io.gatehouse.audit;

/** What happened. */
public enum AuditEventType {
    PASSWORD_ACCEPTED,
    PASSWORD_REFUSED,
    PASSWORD_THROTTLED,
    PASSWORD_CHANGED,
    CODE_ISSUED,
    CODE_VERIFIED,
    CODE_REFUSED,
    CODES_LOCKED,
    DELIVERY_FAILED,
    PHONE_PROVEN,
    SIGNED_IN,
    SIGNED_OUT
}
