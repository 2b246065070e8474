package io.gatehouse.api;

import io.gatehouse.platform.http.Problem;
import io.gatehouse.platform.http.ProblemCode;
import io.gatehouse.platform.http.ProblemException;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which part of a list is asked for. A malformed parameter is a malformed request, not a page that does not exist. */
public class PageQuery {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    @QueryParam("after")
    String after;

    @QueryParam("limit")
    @Schema(implementation = Integer.class, minimum = "1", maximum = "200", defaultValue = "50")
    String limit;

    /** How many at most. */
    int limit() {
        return parse("limit", limit, "Use 1 to 200.", Integer::valueOf)
                .map(number -> {
                    if (number < 1 || number > MAX_LIMIT) {
                        throw invalid("limit", "Use 1 to 200.");
                    }
                    return number;
                })
                .orElse(DEFAULT_LIMIT);
    }

    /** Behind what, as the answer before gave it in {@code next}. */
    <T> Optional<T> after(Function<String, T> parser) {
        return parse("after", after, "Use next of the answer before.", parser);
    }

    /**
     * A parameter as its type, if it is there.
     *
     * @param parser throws {@link IllegalArgumentException} or {@link DateTimeException} at what is malformed
     */
    static <T> Optional<T> parse(String name, String value, String advice, Function<String, T> parser) {
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(value));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw invalid(name, advice);
        }
    }

    /** A field, or parameter, that will not do. */
    static ProblemException invalid(String field, String advice) {
        return new ProblemException(Problem.of(ProblemCode.INVALID_REQUEST, "A field will not do.")
                .withErrors(List.of(new Problem.FieldError(field, "invalid", advice))));
    }
}
