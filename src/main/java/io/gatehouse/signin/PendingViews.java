package io.gatehouse.signin;

import io.gatehouse.admin.ContactAddress;
import io.gatehouse.code.Destination;
import io.gatehouse.code.OneTimeCode;
import io.gatehouse.code.SentCode;
import io.gatehouse.delivery.Deliveries;
import io.gatehouse.platform.Refusal;
import io.gatehouse.realm.Channel;
import io.gatehouse.recovery.RecoveryCodes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Shows a sign-in to the person in it: masked, and with the delivery as far as it is known. */
@ApplicationScoped
class PendingViews {
    private final Deliveries deliveries;
    private final RecoveryCodes recoveryCodes;

    PendingViews(Deliveries deliveries, RecoveryCodes recoveryCodes) {
        this.deliveries = deliveries;
        this.recoveryCodes = recoveryCodes;
    }

    /** Whether the person has recovery codes, and so need not be sent a code. */
    boolean recoverable(SignInStep step) {
        return recoveryCodes.remaining(step.person().id()) > 0;
    }

    PendingView of(SignInStep step, Optional<OneTimeCode> code, Optional<Refusal> unsent) {
        boolean phoneOpen = step.pending().phoneOpen(step.person());
        List<Destination> channels = step.pending().destinations(step.person()).stream()
                .map(Destination::of)
                .toList();
        Optional<SentCode> sent = code.flatMap(issued -> step.pending()
                .sentBy()
                .flatMap(channel -> step.pending().destination(step.person(), channel))
                .map(address -> sent(issued, address)));
        return new PendingView(step.id(), state(step, sent), channels, phoneOpen, sent, unsent);
    }

    private SentCode sent(OneTimeCode code, ContactAddress address) {
        return new SentCode(code, Destination.of(address), deliveries.fate(code.delivery()));
    }

    private static SignInState state(SignInStep step, Optional<SentCode> sent) {
        if (sent.isPresent()) {
            return SignInState.CODE_SENT;
        }
        boolean numberWanted = step.pending().phoneOpen(step.person())
                && step.pending().destination(step.person(), Channel.SMS).isEmpty();
        return numberWanted ? SignInState.ENROLL_PHONE : SignInState.CHOOSE_CHANNEL;
    }
}
