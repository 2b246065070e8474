package io.gatehouse.testing;

import io.gatehouse.realm.Role;
import java.util.Map;

/** The people that an operation, a page or a form is for. */
public enum AccessLevel {
    EVERYBODY,
    SIGNED_IN,
    OPERATORS,
    SYSTEM_ADMINISTRATORS,
    /** System Administrators of the root realm. */
    ROOT;

    /** Returns the level of the longest key of the table that the name begins with. */
    public static AccessLevel of(String name, Map<String, AccessLevel> table) {
        return table.keySet().stream()
                .filter(name::startsWith)
                .max((one, other) -> one.length() - other.length())
                .map(table::get)
                .orElseThrow(() -> new AssertionError("No access level is given for: " + name));
    }

    /** Returns whether it is for that role, in a realm that is not the root. */
    public boolean admits(Role role) {
        return switch (this) {
            case EVERYBODY, SIGNED_IN -> true;
            case OPERATORS -> role != Role.OBSERVER;
            case SYSTEM_ADMINISTRATORS -> role == Role.SYSTEM_ADMINISTRATOR;
            case ROOT -> false;
        };
    }
}
