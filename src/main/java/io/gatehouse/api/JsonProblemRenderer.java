package io.gatehouse.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatehouse.platform.http.Problem;
import io.gatehouse.platform.http.ProblemCode;
import io.gatehouse.platform.http.ProblemRenderer;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;

/** Refusals as {@code application/problem+json} (RFC 9457). */
@Singleton
class JsonProblemRenderer implements ProblemRenderer {
    private static final String MEDIA_TYPE = "application/problem+json";

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Body(
            String type,
            String title,
            int status,
            String detail,
            String code,
            String instance,
            Integer attemptsLeft,
            Instant until,
            List<Problem.FieldError> errors) {}

    @Override
    public boolean html() {
        return false;
    }

    @Override
    public Response render(Problem problem, String requestId) {
        ProblemCode code = problem.code();
        var body = new Body(
                "urn:gatehouse:problem:" + code.wireName(),
                code.title(),
                code.status(),
                problem.detail(),
                code.wireName(),
                requestId,
                problem.attemptsLeft().isPresent() ? problem.attemptsLeft().getAsInt() : null,
                problem.until().orElse(null),
                problem.errors().isEmpty() ? null : problem.errors());
        var answer = Response.status(code.status())
                .type(MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(body);
        if (code == ProblemCode.UNAUTHENTICATED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return answer.build();
    }
}
