package io.gatehouse.api.support;

import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The page size parameter. It is read as text, since JAX-RS responds with 404 to a parameter that is not a number. */
public class PageQuery {
    private static final int DEFAULT_LIMIT = 50;

    @QueryParam("limit")
    @Pattern(regexp = "|[1-9][0-9]?|1[0-9]{2}|200", message = "Use 1 to 200.")
    @Schema(implementation = Integer.class, minimum = "1", maximum = "200", defaultValue = "50")
    public String limit;

    /** Returns the largest number of items of the page. */
    public int limit() {
        return TextFormat.parse(limit, Integer::valueOf).orElse(DEFAULT_LIMIT);
    }
}
