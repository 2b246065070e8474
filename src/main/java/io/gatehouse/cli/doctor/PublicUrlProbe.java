package io.gatehouse.cli.doctor;

import io.gatehouse.startup.StartupSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks that Gatehouse responds at its public URL. */
final class PublicUrlProbe implements Probe {
    private static final String PART = "public URL";
    private static final String PROPERTY = "gatehouse.public-url";
    /** Gatehouse responds to this path with its request id, whichever realms exist. */
    private static final String PATH = "/realms/doctor/.well-known/jwks.json";

    @Override
    public List<Diagnosis> examine(StartupSettings settings) {
        Optional<String> url = settings.text(PROPERTY);
        if (url.isEmpty()) {
            return List.of();
        }
        try {
            boolean gatehouse = WebProbe.get(settings, url.get().replaceFirst("/+$", "") + PATH, Map.of())
                    .headers()
                    .firstValue("X-Request-Id")
                    .isPresent();
            return List.of(
                    gatehouse
                            ? Diagnosis.passed(PART, "Gatehouse answers at " + url.get())
                            : Diagnosis.failed(
                                    PART,
                                    "something else than Gatehouse answers at " + url.get(),
                                    "Let the proxy forward Gatehouse's paths, or correct " + PROPERTY + "."));
        } catch (IOException e) {
            return List.of(Diagnosis.failed(
                    PART,
                    url.get() + " does not answer: " + Probe.reason(e),
                    "Start Gatehouse and the proxy in front of it, or correct " + PROPERTY + "."));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}
