package io.gatehouse.audit;

import java.time.Instant;

/**
 * The sign-ins of an account with a password alone by a program that is no browser.
 *
 * @param lastAt when the last of them was
 */
public record ProgramSignIn(String email, String userAgent, Instant lastAt) {}
