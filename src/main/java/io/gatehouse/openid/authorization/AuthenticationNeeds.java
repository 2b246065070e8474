package io.gatehouse.openid.authorization;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.openid.connect.sdk.OIDCError;
import com.nimbusds.openid.connect.sdk.Prompt;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.openid.authorization.AuthorizationService.SignedInAdministrator;
import io.gatehouse.openid.authorization.RequestValidator.Valid;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.session.Session;
import io.gatehouse.session.StepUp;
import io.gatehouse.token.Acr;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Decides whether the administrator must sign in or step up before a request can be answered with a code. */
@ApplicationScoped
class AuthenticationNeeds {
    private final StepUp stepUp;
    private final Clock clock;

    AuthenticationNeeds(StepUp stepUp, Clock clock) {
        this.stepUp = stepUp;
        this.clock = clock;
    }

    /** What a request needs before it can be answered with a code. */
    sealed interface Need {

        /** Returns the error that is the answer if it is not provided, or empty if nothing is needed. */
        Optional<ErrorObject> error();

        /**
         * A sign-in.
         *
         * @param again although there is a session
         */
        record SignIn(boolean again) implements Need {
            @Override
            public Optional<ErrorObject> error() {
                return Optional.of(OIDCError.LOGIN_REQUIRED);
            }
        }

        /** A step-up of the session. */
        record StepUp(ErrorObject otherwise) implements Need {
            @Override
            public Optional<ErrorObject> error() {
                return Optional.of(otherwise);
            }
        }

        /** What cannot be provided. */
        record Impossible(ErrorObject reason) implements Need {
            @Override
            public Optional<ErrorObject> error() {
                return Optional.of(reason);
            }
        }

        /** Nothing. */
        record Nothing() implements Need {
            @Override
            public Optional<ErrorObject> error() {
                return Optional.empty();
            }
        }
    }

    /**
     * Returns what the request needs now.
     *
     * @param receivedAt when it was received: what was provided since then is not needed again
     */
    Need of(Realm realm, Valid valid, Optional<SignedInAdministrator> caller, Instant receivedAt) {
        if (caller.isEmpty()) {
            return new Need.SignIn(false);
        }
        Requirements requirements = valid.requirements();
        Administrator administrator = caller.get().administrator();
        boolean older = caller.get().session().createdAt().isBefore(receivedAt);
        if (older && requirements.asks(Prompt.Type.SELECT_ACCOUNT)) {
            return new Need.SignIn(true);
        }
        if (requirements
                .subject()
                .filter(id -> !id.equals(administrator.id().toString()))
                .isPresent()) {
            return older ? new Need.SignIn(true) : new Need.Impossible(OIDCError.LOGIN_REQUIRED);
        }
        if (!valid.client().metadata().roles().contains(administrator.role())) {
            return new Need.Impossible(OAuth2Error.ACCESS_DENIED);
        }
        return stepUp(realm, requirements, caller.get(), receivedAt);
    }

    private Need stepUp(Realm realm, Requirements requirements, SignedInAdministrator caller, Instant receivedAt) {
        Session session = caller.session();
        boolean possible = stepUp.refusedUntil(caller.administrator()).isEmpty();
        if (requirements.unknownClass()) {
            return new Need.Impossible(OIDCError.UNMET_AUTHENTICATION_REQUIREMENTS);
        }
        if (!requirements.areMetBy(Acr.of(session))) {
            boolean attainable = requirements
                    .weakest()
                    .filter(acr -> isAttainable(realm, acr))
                    .isPresent();
            return possible && attainable && !hasSteppedUp(session, receivedAt)
                    ? new Need.StepUp(OIDCError.UNMET_AUTHENTICATION_REQUIREMENTS)
                    : new Need.Impossible(OIDCError.UNMET_AUTHENTICATION_REQUIREMENTS);
        }
        if (requirements.requireAgain(session, receivedAt, clock.instant())) {
            return possible ? new Need.StepUp(OIDCError.LOGIN_REQUIRED) : new Need.Impossible(OIDCError.LOGIN_REQUIRED);
        }
        return new Need.Nothing();
    }

    /** Returns whether the session was stepped up by a second factor since the request; that of its sign-in does not count. */
    private static boolean hasSteppedUp(Session session, Instant receivedAt) {
        return session.secondFactor()
                .flatMap(factor -> session.secondFactorAt())
                .filter(at -> at.isAfter(session.createdAt()) && !at.isBefore(receivedAt))
                .isPresent();
    }

    /** Returns whether a step-up can reach that class, with the second factors that the realm accepts. */
    private static boolean isAttainable(Realm realm, Acr acr) {
        RealmSettings.Mfa mfa = realm.settings().mfa();
        Acr strongest = mfa.allows(FactorStrength.PASSKEY) ? Acr.PHISHING_RESISTANT : Acr.MULTIPLE_FACTORS;
        return mfa.enabled() && strongest.meets(acr);
    }
}
