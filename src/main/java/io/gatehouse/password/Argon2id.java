package io.gatehouse.password;

/** The primitive of RFC 9106, version 19, one lane. */
interface Argon2id {

    /** The tag over the input under the shape's parameters and salt. */
    byte[] hash(byte[] input, PasswordHash shape);
}
