package io.gatehouse.web.console;

import java.util.Locale;
import java.util.stream.Stream;

/** The notices that confirm an action on an administrator. */
enum AdministratorNotice {
    INVITED,
    SAVED,
    UNLOCKED,
    STILL_LOCKED,
    RESENT,
    ALL_RESENT,
    SOME_RESENT,
    NONE_CHOSEN,
    REVOKED,
    DISABLED,
    ENABLED,
    DELETED,
    RESET_ASKED,
    RESET_DONE,
    RESET_CALLED_OFF,
    AUTHENTICATORS_REMOVED,
    AUTHENTICATORS_KEPT,
    AUTHENTICATORS_LIFTED,
    AUTHENTICATORS_DELETED,
    CODES_LIFTED,
    CODES_DELETED;

    String value() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the text of the notice that the query parameter names, or empty if there is none of that name. */
    static String text(String name, AdministratorMessages messages) {
        return Stream.of(values())
                .filter(done -> done.value().equals(name))
                .findFirst()
                .map(done -> done.text(messages))
                .orElse("");
    }

    private String text(AdministratorMessages messages) {
        return switch (this) {
            case INVITED -> messages.invited();
            case SAVED -> messages.saved();
            case UNLOCKED -> messages.unlocked();
            case STILL_LOCKED -> messages.stillLocked();
            case RESENT -> messages.resent();
            case ALL_RESENT -> messages.allResent();
            case SOME_RESENT -> messages.someResent();
            case NONE_CHOSEN -> messages.noneChosen();
            case REVOKED -> messages.revoked();
            case DISABLED -> messages.disabled();
            case ENABLED -> messages.enabled();
            case DELETED -> messages.deleted();
            case RESET_ASKED -> messages.resetAsked();
            case RESET_DONE -> messages.resetDone();
            case RESET_CALLED_OFF -> messages.resetCalledOff();
            case AUTHENTICATORS_REMOVED -> messages.authenticatorsRemoved();
            case AUTHENTICATORS_KEPT -> messages.authenticatorsKept();
            case AUTHENTICATORS_LIFTED -> messages.authenticatorsLifted();
            case AUTHENTICATORS_DELETED -> messages.authenticatorsDeleted();
            case CODES_LIFTED -> messages.codesLifted();
            case CODES_DELETED -> messages.codesDeleted();
        };
    }
}
