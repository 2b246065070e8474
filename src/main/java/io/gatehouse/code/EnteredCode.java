package io.gatehouse.code;

/** A code as somebody entered it, by the HMACs of {@link NewCode}. */
public record EnteredCode(String mac, String trace) {}
