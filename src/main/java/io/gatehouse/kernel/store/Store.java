package io.gatehouse.kernel.store;

import io.gatehouse.kernel.UnavailableException;

/** A server without which Gatehouse serves no sign-in. */
public interface Store {

    /** Returns the name that {@link UnavailableException#part} gives for an outage of it. */
    String name();

    /**
     * Connects, and returns once it has answered.
     *
     * @throws UnavailableException if it does not answer, or answers that it is read-only
     */
    void ping();

    /** Returns whether an instance is not ready during an outage, and not only until the first answer. */
    boolean isNeededToBeReady();

    /**
     * Writes and reads a value that nothing else uses.
     *
     * @throws UnavailableException with the store's own reason if it cannot
     */
    void check();

    /** Drops connections that the outage shows to be of no further use. */
    default void dropConnections(UnavailableException outage) {}
}
