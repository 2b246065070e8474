package io.gatehouse.delivery.mail;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Encodes values of mail headers as printable ASCII: the mail client accepts line breaks, and code points that become line
 * breaks when it truncates them to a byte.
 */
final class HeaderText {
    /** 75 characters (RFC 2047, section 2) less {@code =?UTF-8?B??=}, as bytes before base64. */
    private static final int WORD_BYTES = 45;

    private HeaderText() {}

    /** Returns the text unchanged, or as encoded words (RFC 2047) if it holds more than printable ASCII. */
    static String encode(String text) {
        return isPlain(text) && !text.contains("=?") ? text : encodedWords(text);
    }

    /** Returns a mailbox with a display name (RFC 5322, section 3.4). */
    static String mailbox(String name, String address) {
        String phrase = isPlain(name) && !name.contains("=?")
                ? '"' + name.replaceAll("[\"\\\\<>]", "") + '"'
                : encodedWords(name);
        return phrase + " <" + plain(address) + ">";
    }

    /**
     * Returns the value unchanged.
     *
     * @throws IllegalArgumentException if it holds anything but printable ASCII; the message does not repeat it
     */
    static String plain(String value) {
        if (!isPlain(value)) {
            throw new IllegalArgumentException("Not printable ASCII");
        }
        return value;
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private static String encodedWords(String text) {
        var words = new StringBuilder();
        var word = new StringBuilder();
        text.codePoints().mapToObj(Character::toString).forEach(character -> {
            if (utf8(word + character).length > WORD_BYTES) {
                append(words, word);
            }
            word.append(character);
        });
        append(words, word);
        return words.toString();
    }

    private static void append(StringBuilder words, StringBuilder word) {
        words.append(words.isEmpty() ? "" : " ")
                .append("=?UTF-8?B?")
                .append(Base64.getEncoder().encodeToString(utf8(word.toString())))
                .append("?=");
        word.setLength(0);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
