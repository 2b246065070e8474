package io.gatehouse.password;

import io.gatehouse.password.PasswordHasher.PasswordHash;

/** Computes Argon2id (RFC 9106), version 19, with one lane. */
interface Argon2id {

    /** Returns the tag of the input with the parameters and salt of the given hash. */
    byte[] hash(byte[] input, PasswordHash parameters);
}
