package io.gatehouse.signin;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.challenge.Challenge;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.kernel.Requester;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One step of a sign-in, from which follows what it may do next.
 *
 * @param realm the current realm, locked
 * @param id the flow's secret
 * @param pending the flow as last stored
 * @param administrator the current account, locked
 * @param now the time of the step
 */
record SignInStep(
        Realm realm, String id, PendingSignIn pending, Administrator administrator, Requester requester, Instant now) {

    SignInStep with(PendingSignIn changed) {
        return new SignInStep(realm, id, changed, administrator, requester, now);
    }

    SignInStep withAdministrator(Administrator changed) {
        return new SignInStep(realm, id, pending, changed, requester, now);
    }

    FlowContext context() {
        return new FlowContext(realm, administrator, requester);
    }

    Challenge challenge() {
        return new Challenge(context(), id, purpose());
    }

    /** Returns the purpose of the flow's next code. */
    CodePurpose purpose() {
        if (pending.stepUpOf().isPresent()) {
            return CodePurpose.STEP_UP;
        }
        return mailboxFirst() ? CodePurpose.ENROLLMENT : CodePurpose.SIGN_IN;
    }

    /** Returns whether a number is to be enrolled: at a sign-in, if the method allows text messages and none is proven. */
    boolean enrolling() {
        return pending.stepUpOf().isEmpty()
                && pending.method().allows(Channel.SMS)
                && administrator.phone().isEmpty();
    }

    /** Returns whether the mailbox must be proven before a number can be entered. */
    boolean mailboxFirst() {
        return enrolling() && pending.mailbox().isEmpty() && !administrator.provesMailbox(now);
    }

    /** Returns whether a number may be entered. */
    boolean phoneOpen() {
        return enrolling() && !mailboxFirst();
    }

    /** Returns whether the mailbox has been proven in this flow and the method accepts that in place of a number. */
    boolean completesByMailbox() {
        return phoneOpen() && pending.mailbox().isPresent() && pending.method().allows(Channel.EMAIL);
    }

    /** Returns the addresses that a code can be sent to: the proven number or else the one entered, and the mailbox. */
    List<ContactAddress> destinations() {
        if (mailboxFirst()) {
            return List.of(administrator.email());
        }
        List<ContactAddress> destinations = new ArrayList<>();
        if (pending.method().allows(Channel.SMS)) {
            administrator.phone().or(pending::candidate).ifPresent(destinations::add);
        }
        if (pending.method().allows(Channel.EMAIL)) {
            destinations.add(administrator.email());
        }
        return destinations;
    }

    /** Returns the only address that a code can be sent to, or empty if there is a choice. */
    Optional<ContactAddress> onlyDestination() {
        List<ContactAddress> destinations = destinations();
        return destinations.size() == 1 && !phoneOpen() ? Optional.of(destinations.get(0)) : Optional.empty();
    }

    /** Returns the address of that channel, or empty if there is none or the method does not allow it. */
    Optional<ContactAddress> destination(Channel channel) {
        return destinations().stream()
                .filter(address -> address.channel() == channel)
                .findFirst();
    }

    /** Returns the address that the newest code was sent to, or empty if it is not the code of the next step. */
    Optional<ContactAddress> destinationOfCode() {
        return pending.newest()
                .filter(code -> code.purpose() == purpose())
                .flatMap(code -> destination(code.channel()));
    }
}
