package io.gatehouse.web.password;

import io.gatehouse.password.PasswordPolicy;
import io.gatehouse.password.Rejection;
import io.gatehouse.realm.Realm;
import java.util.List;
import java.util.stream.Collectors;

/** Formats in the reader's language why a password was rejected. */
public record RejectionFormatter(ResetMessages messages, Realm realm) {
    public String of(List<Rejection> reasons) {
        return reasons.stream().map(this::of).collect(Collectors.joining(" "));
    }

    private String of(Rejection reason) {
        return switch (reason) {
            case TOO_SHORT -> messages.tooShort(realm.settings().password().minLength());
            case TOO_LONG -> messages.tooLong(PasswordPolicy.MAX_LENGTH);
            case COMPROMISED -> messages.tooEasy();
            case CONTAINS_IDENTITY -> messages.containsName(realm.settings().displayName());
            case REUSED -> messages.reused();
        };
    }
}
