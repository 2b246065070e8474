package io.gatehouse.session;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.Requester;
import io.gatehouse.realm.RealmSettings;
import java.time.Instant;
import java.util.Optional;

/** The data of a session to be opened by a completed sign-in. */
public record NewSession(
        Administrator administrator,
        RealmSettings.Session lifetimes,
        SessionKind kind,
        Instant authenticatedAt,
        Optional<SecondFactor> secondFactor,
        Optional<Instant> secondFactorAt,
        Requester requester) {}
