package io.gatehouse.account;

import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.authenticator.AuthenticatorKind;
import io.gatehouse.authenticator.Authenticators;
import io.gatehouse.authenticator.PasskeyOptions;
import io.gatehouse.authenticator.Passkeys;
import io.gatehouse.authenticator.TotpEnrollment;
import io.gatehouse.authenticator.Totps;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.Permission;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.session.TrustedBrowsers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Adds, renames and removes the caller's own passkeys and authenticator app. What the caller has begun to add is bound to the
 * session.
 */
@ApplicationScoped
@Transactional
public class OwnAuthenticators {
    private final Actors actors;
    private final Totps totps;
    private final Passkeys passkeys;
    private final Authenticators authenticators;
    private final TrustedBrowsers browsers;

    OwnAuthenticators(
            Actors actors, Totps totps, Passkeys passkeys, Authenticators authenticators, TrustedBrowsers browsers) {
        this.actors = actors;
        this.totps = totps;
        this.passkeys = passkeys;
        this.authenticators = authenticators;
        this.browsers = browsers;
    }

    /**
     * The result of a change.
     *
     * @param <T> what it returns
     */
    public sealed interface Outcome<T> {

        /** The change was made, or its next step can be. */
        record Done<T>(T value) implements Outcome<T> {}

        /** Nothing was changed. */
        record Refused<T>(Refusal refusal) implements Outcome<T> {}

        /** Returns the result of the function for this case. */
        default <R> R fold(Function<T, R> done, Function<Refusal, R> refused) {
            return this instanceof Done<T> outcome
                    ? done.apply(outcome.value())
                    : refused.apply(((Refused<T>) this).refusal());
        }
    }

    /** Returns what the caller needs to set up an app, which takes the place of the present one once a code confirms it. */
    public Outcome<TotpEnrollment> enrollTotp(Caller caller) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT_FRESH);
        return isAllowed(actor, AuthenticatorKind.TOTP)
                ? new Outcome.Done<>(totps.enroll(FlowContext.of(actor), flow(actor)))
                : refused(Reason.CHANNEL_NOT_ALLOWED);
    }

    /** Returns the app that waits for its first code, or empty if there is none. */
    public Optional<TotpEnrollment> pendingTotp(Caller caller) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT);
        return totps.pending(FlowContext.of(actor), flow(actor));
    }

    /** Makes the app the account's. Returns why the code is refused, or empty if it was right. */
    public Optional<Refusal> confirmTotp(Caller caller, String code) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT);
        return isAllowed(actor, AuthenticatorKind.TOTP)
                ? totps.confirm(FlowContext.of(actor), flow(actor), code)
                : Optional.of(Refusal.of(Reason.CHANNEL_NOT_ALLOWED));
    }

    /** Removes the app, if the role can do without it. Returns whether the account had one. */
    public Outcome<Boolean> removeTotp(Caller caller) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT_FRESH);
        Optional<Authenticator> found = authenticators
                .list(actor.administrator().id())
                .stream()
                .filter(one -> one.kind() == AuthenticatorKind.TOTP)
                .findFirst();
        if (found.filter(one -> isRequired(actor, one)).isPresent()) {
            return refused(Reason.AUTHENTICATOR_REQUIRED);
        }
        return removed(actor, totps.remove(FlowContext.of(actor)));
    }

    /** Returns the options to create a passkey. */
    public Outcome<PasskeyOptions.Creation> startPasskey(Caller caller) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT_FRESH);
        if (!isAllowed(actor, AuthenticatorKind.PASSKEY)) {
            return refused(Reason.CHANNEL_NOT_ALLOWED);
        }
        return passkeys.creationOptions(FlowContext.of(actor), flow(actor))
                .<Outcome<PasskeyOptions.Creation>>map(Outcome.Done::new)
                .orElseGet(() -> refused(Reason.TOO_MANY_PASSKEYS));
    }

    /**
     * Adds the passkey that was created by the options.
     *
     * @param credential the {@code PublicKeyCredential} as JSON
     */
    public Outcome<Authenticator> addPasskey(Caller caller, String name, String credential) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT);
        if (!isAllowed(actor, AuthenticatorKind.PASSKEY)) {
            return refused(Reason.CHANNEL_NOT_ALLOWED);
        }
        return passkeys.register(FlowContext.of(actor), flow(actor), Optional.of(name), credential)
                .fold(accepted -> new Outcome.Done<>(accepted.passkey()), Outcome.Refused::new);
    }

    /** Renames the passkey and returns it, or empty if the account has none of that id. */
    public Optional<Authenticator> renamePasskey(Caller caller, UUID id, String name) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT);
        return passkeys.rename(FlowContext.of(actor), id, name);
    }

    /** Removes the passkey, if the role can do without it. Returns whether the account had one of that id. */
    public Outcome<Boolean> removePasskey(Caller caller, UUID id) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT_FRESH);
        Optional<Authenticator> found = authenticators
                .list(actor.administrator().id())
                .stream()
                .filter(one ->
                        one.kind() == AuthenticatorKind.PASSKEY && one.id().equals(id))
                .findFirst();
        if (found.filter(one -> isRequired(actor, one)).isPresent()) {
            return refused(Reason.AUTHENTICATOR_REQUIRED);
        }
        return removed(actor, passkeys.remove(FlowContext.of(actor), id));
    }

    private Outcome<Boolean> removed(Actor actor, boolean removed) {
        if (removed) {
            // They were trusted by what may be lost now.
            browsers.revokeAll(actor.administrator().id());
        }
        return new Outcome.Done<>(removed);
    }

    private static boolean isAllowed(Actor actor, AuthenticatorKind kind) {
        RealmSettings.Mfa mfa = actor.realm().settings().mfa();
        // Without a second factor, who knows the password could add what later counts as one.
        return mfa.enabled() && mfa.allows(kind.strength());
    }

    /** Returns whether the role requires more than a code, and the account has no other authenticator that meets it. */
    private boolean isRequired(Actor actor, Authenticator authenticator) {
        RealmSettings.Mfa mfa = actor.realm().settings().mfa();
        FactorStrength minimum = mfa.minimumOf(actor.administrator().role());
        return mfa.enabled()
                && minimum != FactorStrength.CODE
                && isAccepted(mfa, minimum, authenticator)
                && authenticators.listUsable(actor.administrator().id()).stream()
                        .filter(other -> !other.id().equals(authenticator.id()))
                        .noneMatch(other -> isAccepted(mfa, minimum, other));
    }

    private static boolean isAccepted(RealmSettings.Mfa mfa, FactorStrength minimum, Authenticator authenticator) {
        FactorStrength strength = authenticator.kind().strength();
        return authenticator.usable() && mfa.allows(strength) && strength.meets(minimum);
    }

    private static String flow(Actor actor) {
        return actor.session().id().toString();
    }

    private static <T> Outcome<T> refused(Reason reason) {
        return new Outcome.Refused<>(Refusal.of(reason));
    }
}
