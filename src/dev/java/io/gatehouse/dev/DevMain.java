package io.gatehouse.dev;

import io.gatehouse.Main;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the server in development, with the servers it needs. */
@QuarkusMain(name = "dev")
public final class DevMain {

    private DevMain() {}

    public static void main(String... args) {
        EmbeddedServers.startMissing();
        Main.main(args);
    }
}
