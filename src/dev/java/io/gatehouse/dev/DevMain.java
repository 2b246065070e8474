package io.gatehouse.dev;

import io.gatehouse.Main;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.eclipse.microprofile.config.ConfigProvider;

/** Starts the server in development, with the servers it needs. */
@QuarkusMain(name = "dev")
public final class DevMain {

    private DevMain() {}

    public static void main(String... args) {
        EmbeddedServers.startMissing(DevMain::isConfigured);
        Main.main(args);
    }

    private static boolean isConfigured(String property) {
        return ConfigProvider.getConfig()
                .getOptionalValue(property, String.class)
                .isPresent();
    }
}
