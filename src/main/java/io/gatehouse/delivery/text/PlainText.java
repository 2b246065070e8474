package io.gatehouse.delivery.text;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Neutralises user-supplied text for messages: one line, no markup, nothing invisible, nothing that a mail program or phone
 * would turn into a link.
 */
final class PlainText {
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
    /** Format characters (such as bidi and zero-width), private use, unassigned, lone surrogates, and blank fillers. */
    private static final Pattern INVISIBLE = Pattern.compile(
            "[\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2800\\u3164"
                    + "\\uFE00-\\uFE0F\\uFFA0\\x{E0100}-\\x{E01EF}]");

    private static final Pattern MARKUP = Pattern.compile("[<>\"`{}\\\\\\[\\]|]");
    /** Dots of a possible domain name, the ideographic full stop included (UTS 46). */
    private static final Pattern DOT = Pattern.compile("(?<=\\S)[.\\u3002]+(?=\\p{L})");

    private static final Pattern SCHEME = Pattern.compile(":(?=\\S)");
    private static final Pattern SLASHES = Pattern.compile("[/\\u2044\\u2215]{2,}");
    private static final Pattern AT = Pattern.compile("\\s*@\\s*");

    private PlainText() {}

    /** Returns the text, neutralised and of at most that many code points. */
    static String neutralise(String text, int maxLength) {
        String visible = INVISIBLE.matcher(SPACES.matcher(text).replaceAll(" ")).replaceAll("");
        // Maps look-alikes, such as fullwidth characters, to the characters filtered below.
        String harmless = Normalizer.normalize(visible, Normalizer.Form.NFKC);
        harmless = MARKUP.matcher(harmless).replaceAll("");
        harmless = DOT.matcher(harmless).replaceAll(" ");
        harmless = SCHEME.matcher(harmless).replaceAll(": ");
        harmless = SLASHES.matcher(harmless).replaceAll("/");
        harmless = AT.matcher(harmless).replaceAll(" at ").strip();
        if (harmless.codePointCount(0, harmless.length()) <= maxLength) {
            return harmless;
        }
        return harmless.substring(0, harmless.offsetByCodePoints(0, maxLength - 1))
                        .strip() + "…";
    }
}
