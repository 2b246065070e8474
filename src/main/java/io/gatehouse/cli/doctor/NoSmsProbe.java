package io.gatehouse.cli.doctor;

import io.gatehouse.delivery.sms.SmsCheck;
import io.gatehouse.delivery.sms.SmsConfig;
import io.gatehouse.startup.DatabaseCheck;
import io.gatehouse.startup.StartupSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Checks, if no text messages are sent, that no realm's method is one with text messages. */
final class NoSmsProbe implements Probe {
    private static final String PART = "text messages";

    @Override
    public List<Diagnosis> examine(StartupSettings settings) {
        if (!SmsCheck.uses(settings, SmsConfig.Provider.NONE)) {
            return List.of();
        }
        List<String> realms = realms(settings);
        return List.of(
                realms.isEmpty()
                        ? Diagnosis.passed(PART, "none are sent, codes go by e-mail alone")
                        : Diagnosis.failed(
                                PART,
                                "none are sent, so these realms, whose method is another, send codes by e-mail: "
                                        + String.join(", ", realms),
                                "Save their settings with the method e-mail, or set gatehouse.sms.provider to a provider."));
    }

    /** Returns the realms, none if the database cannot be read, which other checks report. */
    private static List<String> realms(StartupSettings settings) {
        List<String> realms = new ArrayList<>();
        try (Connection connection = DatabaseCheck.connect(settings);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("""
                        select slug from realm
                        where settings->'mfa'->>'enabled' = 'true' and settings->'mfa'->>'method' <> 'EMAIL'
                        order by slug""")) {
            while (found.next()) {
                realms.add(found.getString(1));
            }
        } catch (SQLException e) {
            return List.of();
        }
        return realms;
    }
}
