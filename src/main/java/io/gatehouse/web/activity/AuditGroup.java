package io.gatehouse.web.activity;

import io.gatehouse.audit.AuditEventType;

/** The groups in which event types are offered as a filter. */
public enum AuditGroup {
    SIGN_IN,
    CODES,
    ADMINISTRATORS,
    SETTINGS,
    REALMS;

    /** Returns the group of an event type. */
    public static AuditGroup of(AuditEventType type) {
        return switch (type) {
            case SECOND_FACTOR_ASKED,
                    PASSWORD_REFUSED,
                    PASSWORD_RESET_REQUESTED,
                    PASSWORD_CHANGED,
                    MISUSE_REPORTED,
                    SIGNED_IN,
                    STEPPED_UP,
                    BROWSER_TRUSTED,
                    BROWSER_TRUST_WITHDRAWN,
                    SIGNED_OUT,
                    SESSION_REVOKED,
                    REFRESH_TOKEN_REUSED,
                    ALARM_RAISED -> SIGN_IN;
            case CODE_ISSUED,
                    CODE_VERIFIED,
                    CODE_REFUSED,
                    CODE_THROTTLED,
                    CODES_LOCKED,
                    RECOVERY_CODES_CREATED,
                    RECOVERY_CODE_USED,
                    DELIVERY_FAILED -> CODES;
            case ADMINISTRATOR_INVITED,
                    ADMINISTRATOR_CHANGED,
                    ADMINISTRATOR_DISABLED,
                    ADMINISTRATOR_ENABLED,
                    ADMINISTRATOR_DELETED,
                    ADMINISTRATOR_UNLOCKED,
                    BREAK_GLASS,
                    PHONE_RESET_REQUESTED,
                    PHONE_RESET_APPROVED,
                    PHONE_RESET_CANCELLED,
                    PHONE_RESET,
                    PHONE_PROVEN,
                    PHONE_CHANGED,
                    EMAIL_CHANGE_REQUESTED,
                    EMAIL_CHANGED,
                    LANGUAGE_CHANGED -> ADMINISTRATORS;
            case SETTINGS_CHANGED, CHANNEL_PROVEN, KEYS_ROTATED, SERVICE_TOKEN_CREATED, SERVICE_TOKEN_REVOKED ->
                SETTINGS;
            case REALM_CREATED, REALM_DELETED -> REALMS;
        };
    }
}
