package io.gatehouse.kernel;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An expected refusal of a flow, as a value; the edges say it in their own words.
 *
 * @param attemptsLeft with {@link Reason#INVALID_CODE}
 * @param until when it is worth trying again, with {@link Reason#LOCKED}, {@link Reason#RESEND_TOO_SOON} and {@link
 *     Reason#THROTTLED}
 * @param replaced with {@link Reason#INVALID_CODE}, if the code is one that another has replaced
 */
public record Refusal(Reason reason, OptionalInt attemptsLeft, Optional<Instant> until, Optional<Replaced> replaced) {
    /** Tags of two messages: the one whose code was entered, and the one whose code is the newest. */
    public record Replaced(String entered, String newest) {}

    /** Why. */
    public enum Reason {
        /** Unknown address, wrong password or disabled account: which one, nobody is told. */
        INVALID_CREDENTIALS,
        /** Too many tries. */
        THROTTLED,
        /** The flow is unknown, over, cancelled or complete. */
        FLOW_EXPIRED,
        /** Not the next step of this flow. */
        STEP_NOT_ALLOWED,
        /** Wrong code, and counted. */
        INVALID_CODE,
        /** The code's lifetime is over; another may be issued. */
        CODE_EXPIRED,
        /** The tries of the flow are spent. */
        CODE_USED_UP,
        /** The wait between two codes is not over. */
        RESEND_TOO_SOON,
        /** The account's codes are locked. */
        LOCKED,
        /** The realm's method or the account does not have this channel. */
        CHANNEL_NOT_ALLOWED,
        /** Cannot be a mobile number, or its country is not served. */
        PHONE_NOT_ALLOWED
    }

    /** A refusal that says all by its reason. */
    public static Refusal of(Reason reason) {
        return new Refusal(reason, OptionalInt.empty(), Optional.empty(), Optional.empty());
    }

    /** A refusal that ends by itself. */
    public static Refusal until(Reason reason, Instant end) {
        return new Refusal(reason, OptionalInt.empty(), Optional.of(end), Optional.empty());
    }

    /** A wrong code. */
    public static Refusal wrongCode(int attemptsLeft) {
        return new Refusal(Reason.INVALID_CODE, OptionalInt.of(attemptsLeft), Optional.empty(), Optional.empty());
    }

    /** The code of an earlier message, wrong like any other. */
    public static Refusal replacedCode(int attemptsLeft, String entered, String newest) {
        return new Refusal(
                Reason.INVALID_CODE,
                OptionalInt.of(attemptsLeft),
                Optional.empty(),
                Optional.of(new Replaced(entered, newest)));
    }
}
