package io.gatehouse.delivery.text;

import java.text.Normalizer;

/** The 7-bit default alphabet of text messages (3GPP TS 23.038, section 6.2.1): 160 septets fit one segment. */
final class Gsm7 {
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    /** Preceded by an escape, so two septets each. */
    private static final String EXTENSION = "\f^{}\\[~]|€";

    private Gsm7() {}

    /** Returns the number of septets of the text, or -1 if it contains a character outside the alphabet. */
    static int septets(String text) {
        int septets = 0;
        for (int i = 0; i < text.length(); i++) {
            int size = septets(text.charAt(i));
            if (size == 0) {
                return -1;
            }
            septets += size;
        }
        return septets;
    }

    /** Returns as much of the text as fits, without accents that the alphabet lacks and without other characters outside it. */
    static String fit(String text, int maxSeptets) {
        var fitting = new StringBuilder();
        int left = maxSeptets;
        for (int i = 0; i < text.length(); i++) {
            for (char c : inAlphabet(text.charAt(i)).toCharArray()) {
                left -= septets(c);
                if (left < 0) {
                    return fitting.toString().strip();
                }
                fitting.append(c);
            }
        }
        return fitting.toString().strip();
    }

    private static String inAlphabet(char c) {
        if (septets(c) > 0) {
            return String.valueOf(c);
        }
        var replaced = new StringBuilder();
        for (char part :
                Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKD).toCharArray()) {
            if (septets(part) > 0) {
                replaced.append(part);
            }
        }
        return replaced.toString();
    }

    private static int septets(char c) {
        if (BASIC.indexOf(c) >= 0) {
            return 1;
        }
        return EXTENSION.indexOf(c) >= 0 ? 2 : 0;
    }
}
