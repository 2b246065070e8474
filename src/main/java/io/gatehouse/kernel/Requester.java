package io.gatehouse.kernel;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Who asks, as far as the connection tells.
 *
 * @param address client address in literal form, from the connection or a trusted proxy
 * @param userAgent the {@code User-Agent} as sent, at most 256 characters, perhaps empty
 * @param requestId the id that answer, log and audit share
 */
public record Requester(String address, String userAgent, String requestId) {
    private static final int BYTES_OF_IPV6 = 8;

    /** Who acts where no request does: an operator at the machine itself. */
    public static final Requester COMMAND = new Requester("127.0.0.1", "command", "command");

    /** Who acts where no request does: the passing of time. */
    public static final Requester SCHEDULE = new Requester("127.0.0.1", "schedule", "schedule");

    /** The network that guesses of passwords are counted by: IPv4 /24, IPv6 /64. */
    public String network() {
        return prefix(3);
    }

    /** The client that limits per address count by: an IPv4 address, or an IPv6 /64, all of which one client may have. */
    public String source() {
        return prefix(4);
    }

    private String prefix(int bytesOfIpv4) {
        try {
            InetAddress parsed = InetAddress.getByName(address);
            byte[] bytes = parsed.getAddress();
            int kept = parsed instanceof Inet6Address ? BYTES_OF_IPV6 : bytesOfIpv4;
            Arrays.fill(bytes, kept, bytes.length, (byte) 0);
            return InetAddress.getByAddress(bytes).getHostAddress() + "/" + kept * 8;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Not an address literal", e);
        }
    }
}
