package io.gatehouse.otp;

/** A code as it was entered, by the HMACs of {@link NewCode}. */
public record EnteredCode(String mac, String replacedCodeMac) {}
