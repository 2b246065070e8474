package io.gatehouse.kernel;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The origin of a request: client address and device.
 *
 * @param address client address in literal form, from the connection or a trusted proxy
 * @param userAgent the {@code User-Agent} header, at most 256 characters, may be empty
 * @param requestId the id that response, log and audit share
 */
public record Requester(String address, String userAgent, String requestId) {
    private static final int BYTES_OF_IPV6 = 8;
    private static final int BYTES_OF_SITE = 6;

    /** The requester of actions by a command on the machine itself. */
    public static final Requester COMMAND = new Requester("127.0.0.1", "command", "command");

    /** The requester of scheduled actions. */
    public static final Requester SCHEDULE = new Requester("127.0.0.1", "schedule", "schedule");

    /** Returns the network by which password guesses are counted: IPv4 /24 or IPv6 /64. */
    public String network() {
        return prefix(3, BYTES_OF_IPV6);
    }

    /**
     * Returns the client by which rate limits count: an IPv4 address, or an IPv6 /64, since one client may have all of
     * it.
     */
    public String source() {
        return prefix(4, BYTES_OF_IPV6);
    }

    /** Returns the IPv6 /48, of which one customer of a provider may have all 65,536 networks; empty for IPv4. */
    public Optional<String> site() {
        return parsed() instanceof Inet6Address ? Optional.of(prefix(4, BYTES_OF_SITE)) : Optional.empty();
    }

    private String prefix(int bytesOfIpv4, int bytesOfIpv6) {
        InetAddress parsed = parsed();
        byte[] bytes = parsed.getAddress();
        int kept = parsed instanceof Inet6Address ? bytesOfIpv6 : bytesOfIpv4;
        Arrays.fill(bytes, kept, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/" + kept * 8;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Not the length of an address", e);
        }
    }

    private InetAddress parsed() {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Not an address literal", e);
        }
    }

    /**
     * A browser and operating system derived from a {@code User-Agent}, in names of our own, so that no text of the client
     * is shown.
     *
     * @param browser the browser's name
     * @param system the operating system's name
     */
    public record Device(String browser, String system) {
        /**
         * A PostgreSQL regular expression that matches the known browsers; all other user agents count as programs. The
         * index {@code audit_event_of_programs} contains the same text.
         */
        public static final String BROWSER = "(Firefox|FxiOS|Chrome|CriOS|Safari|Edg[a-zA-Z]*|OPR)/";

        /** Ordered, since browsers also name those that follow them here. */
        private static final Map<String, String> BROWSERS = ordered(
                "Edg/", "Edge",
                "EdgA/", "Edge",
                "EdgiOS/", "Edge",
                "OPR/", "Opera",
                "SamsungBrowser/", "Samsung Internet",
                "Vivaldi/", "Vivaldi",
                "FxiOS/", "Firefox",
                "Firefox/", "Firefox",
                "CriOS/", "Chrome",
                "Chrome/", "Chrome",
                "Safari/", "Safari");

        private static final Map<String, String> SYSTEMS = ordered(
                "Android", "Android",
                "iPhone", "iPhone",
                "iPad", "iPad",
                "CrOS", "ChromeOS",
                "Windows", "Windows",
                "Mac OS X", "macOS",
                "Linux", "Linux");

        /** Returns the device, or empty unless both browser and system are known. */
        public static Optional<Device> of(String userAgent) {
            return first(BROWSERS, userAgent)
                    .flatMap(browser -> first(SYSTEMS, userAgent).map(system -> new Device(browser, system)));
        }

        private static Optional<String> first(Map<String, String> names, String userAgent) {
            return names.entrySet().stream()
                    .filter(name -> userAgent.contains(name.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }

        private static Map<String, String> ordered(String... pairs) {
            Map<String, String> map = new LinkedHashMap<>();
            for (int i = 0; i < pairs.length; i += 2) {
                map.put(pairs[i], pairs[i + 1]);
            }
            return map;
        }
    }
}
