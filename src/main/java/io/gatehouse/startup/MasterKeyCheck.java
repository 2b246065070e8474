package io.gatehouse.startup;

import io.gatehouse.kernel.crypto.MasterKey;
import io.gatehouse.startup.Finding.Hazard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that the master keys are valid and random. */
public final class MasterKeyCheck implements StartupCheck {
    private static final String PROPERTY = "gatehouse.secret-key";
    private static final String PREVIOUS = "gatehouse.previous-secret-key";
    private static final String REMEDY = "Set it to 32 random bytes in base64, such as from `openssl rand -base64 32`.";

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
        if (previous.isPresent() && MasterKey.parse(previous.get()).isEmpty()) {
            findings.add(Finding.broken(
                    PREVIOUS, "is not 32 bytes in base64", "Set it to the key that was in use before, or remove it."));
        }
        return findings;
    }
}
