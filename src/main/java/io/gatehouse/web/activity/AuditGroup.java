package io.gatehouse.web.activity;

import io.gatehouse.audit.AuditEventType;
import java.util.regex.Pattern;

/** The groups in which event types are offered as a filter. */
public enum AuditGroup {
    SIGN_IN("(SECOND_FACTOR|PASSWORD|MISUSE|SIGNED|STEPPED|BROWSER|SESSION|REFRESH|CLIENT|ALARM)_.*"),
    CODES("(CODE|CODES|RECOVERY|DELIVERY)_.*"),
    ADMINISTRATORS("(ADMINISTRATOR|AUTHENTICATORS?|BREAK|PHONE|EMAIL|LANGUAGE)_.*"),
    SETTINGS("(SETTINGS|CHANNEL|KEYS|SERVICE|APPLICATION)_.*"),
    REALMS("REALM_.*");

    private final Pattern types;

    AuditGroup(String types) {
        this.types = Pattern.compile(types);
    }

    /** Returns whether the event type is in the group. */
    public boolean contains(AuditEventType type) {
        return types.matcher(type.name()).matches();
    }
}
