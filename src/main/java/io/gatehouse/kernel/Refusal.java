package io.gatehouse.kernel;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The expected failure of a step, returned as a value; the edges map it to responses.
 *
 * @param attemptsLeft set with {@link Reason#INVALID_CODE}, and with {@link Reason#PASSKEY_REFUSED} in a sign-in or step-up
 * @param until when to retry, set with {@link Reason#LOCKED}, {@link Reason#RESEND_TOO_SOON},
 *     {@link Reason#THROTTLED} and {@link Reason#ENROLLMENT_TOO_RECENT}, and with {@link Reason#PASSWORD_GUESSED} to when
 *     another mail can be sent
 * @param replaced set with {@link Reason#INVALID_CODE} if a newer code has replaced the entered one
 */
public record Refusal(Reason reason, OptionalInt attemptsLeft, Optional<Instant> until, Optional<Replaced> replaced) {
    /** The tags of the message whose code was entered and of the newest message. */
    public record Replaced(String entered, String newest) {}

    /** The reason of a refusal. */
    public enum Reason {
        /** Unknown address, wrong password or disabled account; which of them is never revealed. */
        INVALID_CREDENTIALS,
        /** Too many attempts. */
        THROTTLED,
        /** Too many wrong passwords in a row: only trusted and admitted browsers may enter one. */
        PASSWORD_GUESSED,
        /** The flow is unknown, expired, cancelled or complete. */
        FLOW_EXPIRED,
        /** This is not the next step of the flow. */
        STEP_NOT_ALLOWED,
        /** The code is wrong; the attempt is counted. */
        INVALID_CODE,
        /** The code has expired; another may be issued. */
        CODE_EXPIRED,
        /** The attempts of the flow are used up. */
        CODE_USED_UP,
        /** The wait between two codes is not over. */
        RESEND_TOO_SOON,
        /** The account's codes are locked. */
        LOCKED,
        /** The realm's settings or the account do not allow this channel. */
        CHANNEL_NOT_ALLOWED,
        /** The number is not a mobile number, or its country is not served. */
        PHONE_NOT_ALLOWED,
        /** The account has used a second factor before, and has enrolled a number within the last hour. */
        ENROLLMENT_TOO_RECENT,
        /** A report of misuse disputes the account's number, which gets no codes until others have decided. */
        PHONE_DISPUTED,
        /** A report of misuse has suspended an authenticator of the account, until another System Administrator decides. */
        AUTHENTICATOR_SUSPENDED,
        /** The passkey is not one of the account's, or its answer to the challenge is wrong. */
        PASSKEY_REFUSED,
        /** The account has as many passkeys as it may. */
        TOO_MANY_PASSKEYS,
        /** It is the last authenticator of those that the realm requires of the role. */
        AUTHENTICATOR_REQUIRED
    }

    /** Creates a refusal that has only a reason. */
    public static Refusal of(Reason reason) {
        return new Refusal(reason, OptionalInt.empty(), Optional.empty(), Optional.empty());
    }

    /** Creates a refusal that ends at the given time. */
    public static Refusal until(Reason reason, Instant end) {
        return new Refusal(reason, OptionalInt.empty(), Optional.of(end), Optional.empty());
    }

    /** Creates a refusal of a wrong code. */
    public static Refusal wrongCode(int attemptsLeft) {
        return new Refusal(Reason.INVALID_CODE, OptionalInt.of(attemptsLeft), Optional.empty(), Optional.empty());
    }

    /** Creates a refusal of a code that a newer one has replaced. */
    public static Refusal replacedCode(int attemptsLeft, String entered, String newest) {
        return new Refusal(
                Reason.INVALID_CODE,
                OptionalInt.of(attemptsLeft),
                Optional.empty(),
                Optional.of(new Replaced(entered, newest)));
    }
}
