package io.gatehouse.delivery;

import java.util.regex.Pattern;

/**
 * Makes words that people chose harmless inside our own: one line, no markup, nothing invisible, nothing a mail program
 * or telephone would turn into a link.
 */
final class FreeText {
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
    /** Formats (bidi and zero-width among them), private use, unassigned and lone surrogates; fillers that show nothing. */
    private static final Pattern INVISIBLE = Pattern.compile(
            "[\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2800\\u3164"
                    + "\\uFE00-\\uFE0F\\uFFA0\\x{E0100}-\\x{E01EF}]");

    private static final Pattern MARKUP = Pattern.compile("[<>\"`{}\\\\\\[\\]|]");
    /** Full stops as IDNA knows them, where a domain name could follow. */
    private static final Pattern DOTS =
            Pattern.compile("(?<=[^\\s])[.\\u3002\\uFF0E\\uFF61\\u2024]+(?=[\\p{L}\\p{N}])");

    private static final Pattern SCHEME = Pattern.compile("[:\\uFF1A]+(?=\\S)");
    private static final Pattern SLASHES = Pattern.compile("[/\\u2044\\u2215\\uFF0F]{2,}");
    private static final Pattern AT = Pattern.compile("\\s*[@\\uFF20\\uFE6B]\\s*");

    private FreeText() {}

    /** The text, harmless and of at most so many code points. */
    static String neutralise(String text, int maxLength) {
        String harmless = SPACES.matcher(text).replaceAll(" ");
        harmless = INVISIBLE.matcher(harmless).replaceAll("");
        harmless = MARKUP.matcher(harmless).replaceAll("");
        harmless = DOTS.matcher(harmless).replaceAll(" ");
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
