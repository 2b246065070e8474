package io.gatehouse;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the server. */
@QuarkusMain
public final class Main {

    Main() {}

    public static void main(String... args) {
        Quarkus.run(args);
    }
}
