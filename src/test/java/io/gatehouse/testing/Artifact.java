package io.gatehouse.testing;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Assumptions;

/**
 * What is shipped, the jar or a native executable. With {@code -Dartifact}, it takes the place of the application under
 * test: that one listens at no port, and only prepares what tests need in the stores that both share.
 */
@Singleton
public class Artifact {
    private static final Optional<String> UNDER_TEST = Optional.ofNullable(System.getProperty("artifact"));
    private static final Path TARGET = Path.of("target");

    private Instance instance;

    /** Returns the command that runs it, with these options for a JVM. */
    static List<String> command(String... options) {
        if (UNDER_TEST.filter("native"::equals).isPresent()) {
            return List.of(executable().toString());
        }
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(
                List.of("-jar", TARGET.resolve("quarkus-app/quarkus-run.jar").toString()));
        return command;
    }

    /** Ends the test without a failure if it needs something of the application that is in this JVM. */
    public static void needsTheApplicationHere(String what) {
        Assumptions.assumeTrue(UNDER_TEST.isEmpty(), what + " is not in the artifact, or cannot be seen");
    }

    /** Ends the test without a failure if the artifact is an executable, which takes no options of a JVM. */
    public static void needsJvm() {
        Assumptions.assumeFalse(UNDER_TEST.filter("native"::equals).isPresent(), "no JVM");
    }

    private static Path executable() {
        try (Stream<Path> files = Files.list(TARGET)) {
            return files.filter(file -> file.toString().endsWith("-runner"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("Build it first: ./mvnw package -Dnative"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start(@Observes StartupEvent starting) {
        if (UNDER_TEST.isPresent()) {
            instance = Instance.start(underTest().environment(), "127.0.0.1", 8081, Ports.free())
                    .awaitReady();
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (instance != null) {
            instance.close();
        }
    }

    private static InstanceSettings underTest() {
        InstanceSettings settings = new InstanceSettings().with(Map.of("quarkus.scheduler.enabled", "true"));
        Stream.of(
                        "gatehouse.public-url",
                        "gatehouse.trusted-proxies",
                        "gatehouse.password-throttle.per-address-and-minute",
                        "gatehouse.breaker.window",
                        "gatehouse.mail.fallback",
                        "quarkus.mailer.fallback.host",
                        "quarkus.mailer.fallback.port",
                        "quarkus.mailer.fallback.tls",
                        "quarkus.mailer.fallback.tls-configuration-name",
                        "quarkus.tls.mail.trust-store.pem.certs")
                .forEach(property -> ConfigProvider.getConfig()
                        .getOptionalValue(property, String.class)
                        .ifPresent(value -> settings.set(property, value)));
        return settings;
    }
}
