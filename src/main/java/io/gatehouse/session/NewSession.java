package io.gatehouse.session;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.Requester;
import io.gatehouse.realm.RealmSettings;
import java.time.Instant;
import java.util.Optional;

/** What a completed sign-in knows of the session it opens. */
public record NewSession(
        Administrator administrator,
        RealmSettings.Session lifetimes,
        SessionKind kind,
        Instant authenticatedAt,
        Optional<SecondFactor> secondFactor,
        Optional<Instant> secondFactorAt,
        Requester requester) {}
