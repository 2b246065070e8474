package io.gatehouse.audit;

import java.time.Instant;

/**
 * The sign-ins to an account with only a password by a program other than a browser.
 *
 * @param lastAt time of the last of them
 */
public record ProgramSignIn(String email, String userAgent, Instant lastAt) {}
