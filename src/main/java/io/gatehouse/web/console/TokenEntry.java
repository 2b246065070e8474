package io.gatehouse.web.console;

import static io.gatehouse.web.layout.FormValues.text;

import io.gatehouse.kernel.AddressRange;
import io.gatehouse.realm.Role;
import io.gatehouse.servicetoken.ServiceTokens;
import jakarta.ws.rs.FormParam;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The submitted form of the service tokens page. */
public class TokenEntry {
    static final TokenEntry EMPTY = new TokenEntry();

    @FormParam("name")
    public String name;

    @FormParam("role")
    public String role;

    @FormParam("days")
    public String days;

    @FormParam("ranges")
    public String ranges;

    @FormParam("revoke")
    public String revoke;

    @FormParam("lift")
    public String lift;

    public String name() {
        return text(name);
    }

    /** Returns the lifetime in days as entered, or the default. */
    public String days() {
        return text(days).isEmpty() ? "90" : text(days);
    }

    public String typedRanges() {
        return text(ranges);
    }

    /** Returns the role, which is at most Operator. */
    Role role() {
        return Role.OPERATOR.name().equals(role) ? Role.OPERATOR : Role.OBSERVER;
    }

    Optional<Duration> lifetime() {
        return Optional.of(days())
                .filter(typed -> typed.matches("[0-9]{1,3}"))
                .map(typed -> Duration.ofDays(Long.parseLong(typed)))
                .filter(time -> time.compareTo(ServiceTokens.MIN_LIFETIME) >= 0
                        && time.compareTo(ServiceTokens.MAX_LIFETIME) <= 0);
    }

    /** Returns the address ranges, or empty if one of them is malformed. */
    Optional<List<AddressRange>> ranges() {
        List<Optional<AddressRange>> parsed = Stream.of(text(ranges).split("[\\s,]+"))
                .filter(range -> !range.isEmpty())
                .map(AddressRange::parse)
                .toList();
        return parsed.stream().allMatch(Optional::isPresent)
                ? Optional.of(parsed.stream().map(Optional::get).toList())
                : Optional.empty();
    }

    /** Returns the token whose revocation was requested, or empty if none was. */
    Optional<UUID> revoked() {
        return id(revoke);
    }

    /** Returns the suspended token that is to be allowed again, or empty if none is. */
    Optional<UUID> lifted() {
        return id(lift);
    }

    /** Returns the id, or empty if the text is none. */
    static Optional<UUID> id(String submitted) {
        try {
            return Optional.ofNullable(submitted).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
