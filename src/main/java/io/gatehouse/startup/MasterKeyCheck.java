package io.gatehouse.startup;

import io.gatehouse.kernel.crypto.MasterKey;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.startup.Finding.Hazard;
import io.gatehouse.startup.MasterKeyRegistry.KnownKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that the master keys are valid and random, and in {@link DatabaseCheck} that they are those of the database. */
public final class MasterKeyCheck implements StartupCheck {
    private static final String PROPERTY = "gatehouse.secret-key";
    private static final String PREVIOUS = "gatehouse.previous-secret-key";
    private static final String REMEDY = "Set it to 32 random bytes in base64, such as from `openssl rand -base64 32`.";

    private static final String PREVIOUS_REMEDY = "Set it to the key that was in use before, or remove it.";

    @Override
    public List<Finding> findings(StartupSettings settings) {
        Optional<String> key = settings.text(PROPERTY);
        if (key.isEmpty()) {
            return List.of(Finding.broken(PROPERTY, "is missing", REMEDY));
        }
        Optional<MasterKey> master = MasterKey.parse(key.get());
        if (master.isEmpty()) {
            return List.of(Finding.broken(PROPERTY, "is not 32 bytes in base64", REMEDY));
        }
        List<Finding> findings = new ArrayList<>();
        if (master.get().isGuessable()) {
            findings.add(Finding.unsafe(
                    Hazard.SECRET_KEY_WEAK, PROPERTY, "is text or a repetition rather than random bytes", REMEDY));
        }
        Optional<String> previous = settings.text(PREVIOUS);
        Optional<MasterKey> replaced = previous.flatMap(MasterKey::parse);
        if (previous.isPresent() && replaced.isEmpty()) {
            findings.add(Finding.broken(PREVIOUS, "is not 32 bytes in base64", PREVIOUS_REMEDY));
        }
        if (replaced.filter(same -> id(same).equals(id(master.get()))).isPresent()) {
            findings.add(Finding.broken(PREVIOUS, "is the same key as " + PROPERTY, PREVIOUS_REMEDY));
        }
        return findings;
    }

    private static String id(MasterKey key) {
        return SecretKeys.of(key, Optional.empty()).id();
    }

    /** Returns the finding about valid keys that the database does not accept; empty if it has no tables yet. */
    static Optional<Finding> foreign(Connection connection, StartupSettings settings) {
        Optional<MasterKey> previous = settings.text(PREVIOUS).flatMap(MasterKey::parse);
        return settings.text(PROPERTY)
                .flatMap(MasterKey::parse)
                .filter(key -> previous.isPresent() || settings.text(PREVIOUS).isEmpty())
                .filter(key -> !isAccepted(connection, SecretKeys.of(key, previous)))
                .map(key -> Finding.broken(PROPERTY, MasterKeyRegistry.PROBLEM, MasterKeyRegistry.REMEDY));
    }

    /** Returns whether the database accepts the keys; true if it has none or they cannot be read, which other checks report. */
    private static boolean isAccepted(Connection connection, SecretKeys keys) {
        try {
            return MasterKeyRegistry.accepts(known(connection), keys);
        } catch (SQLException e) {
            return true;
        }
    }

    private static List<KnownKey> known(Connection connection) throws SQLException {
        List<KnownKey> known = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select id, identifier_key, replaced from master_key")) {
            while (found.next()) {
                known.add(new KnownKey(found.getString(1), found.getBytes(2), found.getBoolean(3)));
            }
        }
        return known;
    }
}
