package io.gatehouse.kernel;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * The origin of a request: client address and device.
 *
 * @param address client address in literal form, from the connection or a trusted proxy
 * @param userAgent the {@code User-Agent} header, at most 256 characters, may be empty
 * @param requestId the id that response, log and audit share
 */
public record Requester(String address, String userAgent, String requestId) {
    private static final int BYTES_OF_IPV6 = 8;

    /** The requester of actions by a command on the machine itself. */
    public static final Requester COMMAND = new Requester("127.0.0.1", "command", "command");

    /** The requester of scheduled actions. */
    public static final Requester SCHEDULE = new Requester("127.0.0.1", "schedule", "schedule");

    /** Returns the network by which password guesses are counted: IPv4 /24 or IPv6 /64. */
    public String network() {
        return prefix(3);
    }

    /**
     * Returns the client by which rate limits count: an IPv4 address, or an IPv6 /64, since one client may have all of
     * it.
     */
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
