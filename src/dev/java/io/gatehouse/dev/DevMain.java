package io.gatehouse.dev;

import io.gatehouse.Main;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.eclipse.microprofile.config.ConfigProvider;

/** Starts the server in development, with PostgreSQL and Redis. */
@QuarkusMain(name = "dev")
public final class DevMain {

    /** Constant, so that a configured database remains readable after a restart. */
    private static final String SECRET_KEY =
            Base64.getEncoder().encodeToString("for development on this computer".getBytes(StandardCharsets.US_ASCII));

    DevMain() {}

    public static void main(String... args) {
        EmbeddedServers.startMissing(DevMain::isConfigured);
        setMissing("gatehouse.public-url", "http://localhost:8080");
        setMissing("gatehouse.secret-key", SECRET_KEY);
        Main.run(args);
    }

    private static void setMissing(String property, String value) {
        if (!isConfigured(property)) {
            System.setProperty(property, value);
        }
    }

    private static boolean isConfigured(String property) {
        return ConfigProvider.getConfig()
                .getOptionalValue(property, String.class)
                .isPresent();
    }
}
