package io.gatehouse.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.gatehouse.kernel.DeliveryUnavailableException;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.kernel.NotPermittedException;
import io.gatehouse.kernel.Outage;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.RefusedStatement;
import io.gatehouse.kernel.ThrottledException;
import io.gatehouse.kernel.UnavailableException;
import io.gatehouse.kernel.store.StoreMonitor;
import io.quarkus.arc.All;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.CharConversionException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Maps all exceptions to responses without revealing internals. */
@ApplicationScoped
public class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    private final List<ProblemRenderer> renderers;
    private final RefusalProblems refusals;
    private final RequestContext request;
    private final ProblemMetrics metrics;
    private final StoreMonitor stores;

    ProblemMapper(
            @All List<ProblemRenderer> renderers,
            RefusalProblems refusals,
            RequestContext request,
            ProblemMetrics metrics,
            StoreMonitor stores) {
        this.renderers = renderers;
        this.refusals = refusals;
        this.request = request;
        this.metrics = metrics;
        this.stores = stores;
    }

    @ServerExceptionMapper
    Response problem(ProblemException e, HttpHeaders headers) {
        return render(e.problem(), headers);
    }

    @ServerExceptionMapper
    Response notFound(NotFoundException e, HttpHeaders headers) {
        return render(Problem.of(ProblemCode.NOT_FOUND, e.getMessage()), headers);
    }

    @ServerExceptionMapper
    Response violations(ConstraintViolationException e, HttpHeaders headers) {
        List<Problem.FieldError> errors = e.getConstraintViolations().stream()
                .map(violation -> new Problem.FieldError(field(violation), "invalid", violation.getMessage()))
                .distinct()
                .sorted(Comparator.comparing(Problem.FieldError::field).thenComparing(Problem.FieldError::message))
                .toList();
        return render(invalid("One or more fields are missing or malformed.").withErrors(errors), headers);
    }

    @ServerExceptionMapper({MismatchedInputException.class, JsonProcessingException.class})
    Response json(JsonProcessingException e, HttpHeaders headers) {
        return render(unreadable(e), headers);
    }

    @ServerExceptionMapper
    Response characters(CharConversionException e, HttpHeaders headers) {
        return render(invalid("The body is not UTF-8."), headers);
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthorized(SecurityException e, HttpHeaders headers) {
        return render(Problem.of(ProblemCode.UNAUTHENTICATED, "Present a valid access token."), headers);
    }

    @ServerExceptionMapper
    Response notPermitted(NotPermittedException e, HttpHeaders headers) {
        return render(
                switch (e.reason()) {
                    case UNAUTHENTICATED -> Problem.of(ProblemCode.UNAUTHENTICATED, "Sign in again.");
                    case FORBIDDEN -> Problem.of(ProblemCode.FORBIDDEN, "Your role does not allow this.");
                    case STEP_UP_REQUIRED ->
                        Problem.of(ProblemCode.STEP_UP_REQUIRED, "Step up at /account/step-up, then try again.");
                    case ENROLLMENT_TOO_RECENT ->
                        refusals.of(Refusal.until(
                                Refusal.Reason.ENROLLMENT_TOO_RECENT, e.until().orElseThrow()));
                },
                headers);
    }

    @ServerExceptionMapper
    Response throttled(ThrottledException e, HttpHeaders headers) {
        return render(
                Problem.of(ProblemCode.THROTTLED, "Wait as long as Retry-After says.")
                        .withRetryAfter(e.retryAfter()),
                headers);
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e, HttpHeaders headers) {
        return render(Problem.of(ProblemCode.FORBIDDEN, "Your role does not allow this."), headers);
    }

    @ServerExceptionMapper
    Response http(WebApplicationException e, HttpHeaders headers) {
        Response original = e.getResponse();
        return switch (original.getStatus()) {
            case 400 ->
                render(
                        e.getCause() instanceof JsonProcessingException json
                                ? unreadable(json)
                                : invalid("The request could not be read."),
                        headers);
            case 401 -> render(Problem.of(ProblemCode.UNAUTHENTICATED, "Present a valid access token."), headers);
            case 403 -> render(Problem.of(ProblemCode.FORBIDDEN, "Your role does not allow this."), headers);
            case 404 -> render(Problem.of(ProblemCode.NOT_FOUND, "There is nothing at this address."), headers);
            case 405 ->
                Response.fromResponse(
                                render(Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "See Allow for what is."), headers))
                        .header(HttpHeaders.ALLOW, original.getHeaderString(HttpHeaders.ALLOW))
                        .build();
            case 406 -> render(Problem.of(ProblemCode.NOT_ACCEPTABLE, "Accept another media type."), headers);
            case 413 -> render(Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "Send less than 64 KiB."), headers);
            case 415 ->
                render(Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json in UTF-8."), headers);
            default -> original.getStatus() < 400 ? original : fault(e, headers);
        };
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e, HttpHeaders headers) {
        return fault(e, headers);
    }

    /** Returns the name of the field or parameter as the client sends it, without the method and argument around it. */
    private static String field(ConstraintViolation<?> violation) {
        String parameter = "";
        StringJoiner properties = new StringJoiner(".");
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.PARAMETER) {
                parameter = node.getName();
            } else if (node.getKind() == ElementKind.PROPERTY) {
                properties.add(node.getName());
            }
        }
        return properties.length() == 0 ? parameter : properties.toString();
    }

    /** Returns a problem that names the invalid field, never its value. */
    private static Problem unreadable(JsonProcessingException e) {
        if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return invalid("The body is not the JSON object this address takes.");
        }
        String field = mapping.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
        String code = e instanceof UnrecognizedPropertyException ? "unknown" : "invalid";
        String message =
                code.equals("unknown") ? "This field is not known here." : "This value is not of the right type.";
        return invalid("A field is unknown or mistyped.")
                .withErrors(List.of(new Problem.FieldError(field, code, message)));
    }

    private static Problem invalid(String detail) {
        return Problem.of(ProblemCode.INVALID_REQUEST, detail);
    }

    private Response fault(Throwable e, HttpHeaders headers) {
        Optional<UnavailableException> outage = Outage.find(e);
        if (outage.isPresent()) {
            return unavailable(outage.get(), headers);
        }
        Optional<RefusedStatement> refused = RefusedStatement.find(e);
        if (refused.isPresent()) {
            LOG.infof("request.refused: %s", refused.get());
            return render(problem(refused.get()), headers);
        }
        LOG.error("request.failed", e);
        return render(
                Problem.of(ProblemCode.INTERNAL_ERROR, "Report the instance of this problem to the operators."),
                headers);
    }

    private static Problem problem(RefusedStatement refused) {
        return switch (refused) {
            case NOT_UNIQUE ->
                Problem.of(ProblemCode.CONFLICT, "Another request has used this value at the same time.");
            case INVALID_VALUE -> invalid("A value is out of range.");
        };
    }

    private Response unavailable(UnavailableException outage, HttpHeaders headers) {
        LOG.logf(
                stores.report(outage) ? Level.DEBUG : Level.WARN,
                "request.unavailable: %s (%s)",
                outage.part(),
                outage.reason());
        ProblemCode code = outage instanceof DeliveryUnavailableException
                ? ProblemCode.DELIVERY_UNAVAILABLE
                : ProblemCode.UNAVAILABLE;
        return render(Problem.of(code, "Try again later.").withRetryAfter(outage.retryAfter()), headers);
    }

    /** Returns the problem as JSON, whatever media types the browser accepts. */
    public Response json(Problem problem) {
        return render(problem, false);
    }

    private Response render(Problem problem, HttpHeaders headers) {
        return render(problem, prefersHtml(headers.getAcceptableMediaTypes()));
    }

    private Response render(Problem problem, boolean html) {
        metrics.count(problem.code());
        ProblemRenderer renderer = renderers.stream()
                .filter(candidate -> candidate.html() == html)
                .findFirst()
                .orElseThrow();
        Response.ResponseBuilder response = Response.fromResponse(
                renderer.render(problem, request.requester().requestId()));
        problem.retryAfterSeconds().ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        return response.build();
    }

    /** Returns whether to respond with HTML; for a client that accepts any type, the path decides. */
    private boolean prefersHtml(List<MediaType> acceptable) {
        for (MediaType type : acceptable) {
            if (type.isWildcardType()) {
                return request.isPageRequest();
            }
            if (type.isCompatible(MediaType.APPLICATION_JSON_TYPE)
                    || type.getSubtype().endsWith("+json")) {
                return false;
            }
            if (type.isCompatible(MediaType.TEXT_HTML_TYPE)) {
                return true;
            }
        }
        return false;
    }
}
