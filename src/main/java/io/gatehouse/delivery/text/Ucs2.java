package io.gatehouse.delivery.text;

/** The alphabet of text messages with characters beyond {@link Gsm7} (3GPP TS 23.038, section 6.2.3). */
final class Ucs2 {
    private Ucs2() {}

    /** Returns as much of the text as fits that many units of 16 bits, without splitting a character. */
    static String fit(String text, int maxUnits) {
        if (text.length() <= maxUnits) {
            return text;
        }
        int end = Math.max(maxUnits, 0);
        boolean cut = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, cut ? end - 1 : end).strip();
    }
}
