package io.gatehouse.kernel.crypto;

/** Rows of the database that are encrypted under the master key and must be readable after its replacement. */
public interface SealedRows {

    /** Returns what the rows are, for an operator, such as "signing keys". */
    String name();

    /** Returns how many of them the configured master keys cannot decrypt. Called in a transaction. */
    long countUnreadable();
}
