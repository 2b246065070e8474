package io.gatehouse.api.support;

import io.gatehouse.http.Problem;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemRenderer;
import io.gatehouse.session.StepUp;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Renders problems as {@code application/problem+json} (RFC 9457). */
@Singleton
class JsonProblemRenderer implements ProblemRenderer {
    static final String MEDIA_TYPE = "application/problem+json";

    /** Registered for reflection explicitly, since no resource method declares it. */
    @RegisterForReflection
    record Body(
            String type,
            String title,
            int status,
            String detail,
            String code,
            String instance,
            Integer attemptsLeft,
            Instant until,
            List<Problem.FieldError> errors,
            Object current) {}

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
                problem.errors().isEmpty() ? null : problem.errors(),
                problem.current().map(Problem.Current::representation).orElse(null));
        var response = Response.status(code.status())
                .type(MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(body);
        problem.current().ifPresent(current -> response.header(HttpHeaders.ETAG, current.entityTag()));
        challenge(code).ifPresent(challenge -> response.header(HttpHeaders.WWW_AUTHENTICATE, challenge));
        return response.build();
    }

    /** Returns the {@code WWW-Authenticate} value (RFC 6750, section 3, and RFC 9470, section 3). */
    private static Optional<String> challenge(ProblemCode code) {
        if (code == ProblemCode.STEP_UP_REQUIRED) {
            return Optional.of(
                    "Bearer error=\"insufficient_user_authentication\", max_age=" + StepUp.MAX_AGE.toSeconds());
        }
        return code == ProblemCode.UNAUTHENTICATED ? Optional.of("Bearer") : Optional.empty();
    }
}
