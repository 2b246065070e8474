package io.gatehouse.kernel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of IP addresses in CIDR notation (RFC 4632, RFC 4291), such as {@code 203.0.113.0/24} or
 * {@code 2001:db8::/32}.
 */
public record AddressRange(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F.:]{2,45}/[0-9]{1,3}");

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})";

    /** What {@link InetAddress} parses itself; it would look up anything else in DNS. */
    private static final Pattern LITERAL =
            Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET + "|(?=.*:)[0-9a-fA-F:][0-9a-fA-F:.]*(?:%.*)?");

    /**
     * Creates a range; see {@link #parse} for text from outside.
     *
     * @throws IllegalArgumentException if the value is not a valid range
     */
    public AddressRange {
        if (!FORM.matcher(value).matches() || prefix(value) > bytes(address(value)).length * Byte.SIZE) {
            throw new IllegalArgumentException("Not an address range");
        }
    }

    /** Returns the range, or empty if the text is not a valid one. */
    public static Optional<AddressRange> parse(String typed) {
        try {
            return Optional.of(new AddressRange(typed.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the address in the form in which a {@link Requester} has it, or empty if the text is not a literal. */
    public static Optional<String> parseAddress(String typed) {
        try {
            return Optional.of(InetAddress.getByAddress(bytes(typed.strip())).getHostAddress());
        } catch (IllegalArgumentException | UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Returns the range, or that of an address alone, which may be in brackets; empty if the text is neither. */
    public static Optional<AddressRange> parseAddressOrRange(String typed) {
        String address = typed.strip().replaceFirst("^\\[(.*)]$", "$1");
        return parse(typed).or(() -> parse(address + "/128")).or(() -> parse(address + "/32"));
    }

    /** Returns whether the range contains the address, which must be a literal. */
    public boolean contains(String address) {
        byte[] block = bytes(address(value));
        byte[] candidate = bytes(address);
        if (block.length != candidate.length) {
            return false;
        }
        for (int bit = 0; bit < prefix(value); bit++) {
            int mask = 1 << (7 - bit % 8);
            if ((block[bit / 8] & mask) != (candidate[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the range contains all addresses of its family. */
    public boolean containsAll() {
        return prefix(value) == 0;
    }

    private static String address(String range) {
        return range.substring(0, range.indexOf('/'));
    }

    private static int prefix(String range) {
        return Integer.parseInt(range.substring(range.indexOf('/') + 1));
    }

    private static byte[] bytes(String literal) {
        if (!LITERAL.matcher(literal).matches()) {
            throw new IllegalArgumentException("Not an address literal");
        }
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Not an address literal", e);
        }
    }
}
