package io.gatehouse.administrator;

import io.gatehouse.realm.Channel;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address in its canonical form: ASCII, lower case.
 *
 * <p>Other scripts are rejected rather than folded, so that a look-alike never equals a stored address.
 */
public record EmailAddress(String value) implements ContactAddress {
    /** A dot-string of RFC 5321, section 4.1.2, at a domain name of letters, digits and hyphens. */
    private static final Pattern FORM =
            Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                    + "@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*");

    private static final int MAX_LENGTH = 254;
    private static final int MAX_LOCAL_PART = 64;

    /**
     * Creates an address; see {@link #parse} for text from outside.
     *
     * @throws IllegalArgumentException if the value is not an address in canonical form
     */
    public EmailAddress {
        if (value.length() > MAX_LENGTH
                || value.indexOf('@') > MAX_LOCAL_PART
                || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("Not an e-mail address in its stored form");
        }
    }

    /** Returns the typed address in canonical form, or empty if it is not valid. */
    public static Optional<EmailAddress> parse(String typed) {
        // Within an address, a blank is as invalid as what it replaces.
        String stripped = typed.replaceAll("[\\p{Zs}\\u200B\\uFEFF]", " ").strip();
        if (!stripped.chars().allMatch(c -> c < 0x80)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new EmailAddress(stripped.toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }

    /** Returns the masked address, such as {@code a•••@example.com}. */
    @Override
    public String hint() {
        return value.charAt(0) + "•••" + value.substring(value.indexOf('@'));
    }
}
