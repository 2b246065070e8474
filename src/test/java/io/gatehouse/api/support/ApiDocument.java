package io.gatehouse.api.support;

import io.gatehouse.http.ProblemCode;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.tags.Tag;

/** Completes the OpenAPI document by the lists in {@code META-INF/openapi.yaml}: the tag and problems of each operation. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDocument implements OASFilter {
    private static final String PROBLEM = "Problem";
    private static final String TAG_PATHS = "x-paths";
    private static final String PROBLEM_CODES = "x-problem-codes";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        schemas.get(PROBLEM).getProperties().get("code").setEnumeration(wireNames(List.of(ProblemCode.values())));
        schemas.forEach(ApiDocument::requireProperties);
        Map<?, ?> codes = (Map<?, ?>) document.getExtensions().get(PROBLEM_CODES);
        document.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations().values().forEach(operation -> {
                    operation.setTags(document.getTags().stream()
                            .filter(tag -> path.matches(
                                    tag.getExtensions().get(TAG_PATHS).toString()))
                            .map(Tag::getName)
                            .toList());
                    Object own = codes.get(operation.getOperationId());
                    describeResponses(path, operation, own == null ? List.of() : (List<?>) own);
                }));
        document.getTags().forEach(tag -> tag.removeExtension(TAG_PATHS));
        document.removeExtension(PROBLEM_CODES);
    }

    /** Requires the properties of a response that are not nullable, which are those that are not optional in Java. */
    private static void requireProperties(String name, Schema schema) {
        if (schema.getProperties() == null || schema.getRequired() != null || name.endsWith("Request")) {
            return;
        }
        schema.getProperties().forEach((property, value) -> {
            if (value.getAnyOf() == null
                    && (value.getType() == null || !value.getType().contains(SchemaType.NULL))) {
                schema.addRequired(property);
            }
        });
    }

    private static void describeResponses(String path, Operation operation, List<?> own) {
        Set<ProblemCode> codes = EnumSet.of(ProblemCode.UNAVAILABLE);
        own.forEach(code -> codes.add(ProblemCode.valueOf(code.toString().toUpperCase(Locale.ROOT))));
        List<Parameter> parameters = Objects.requireNonNullElse(operation.getParameters(), List.of());
        if (operation.getRequestBody() != null
                || parameters.stream().anyMatch(parameter -> parameter.getIn() == Parameter.In.QUERY)) {
            codes.add(ProblemCode.INVALID_REQUEST);
        }
        if (path.contains("{")) {
            codes.add(ProblemCode.NOT_FOUND);
        }
        if (operation.getSecurity() == null) {
            operation.setSecurity(List.of());
        } else {
            codes.addAll(Set.of(ProblemCode.UNAUTHENTICATED, ProblemCode.FORBIDDEN));
        }
        APIResponses responses = operation.getResponses();
        codes.stream()
                .collect(Collectors.groupingBy(ProblemCode::status))
                .forEach((status, those) -> responses.addAPIResponse(status.toString(), problem(status, those)));
        APIResponse created = responses.getAPIResponse("201");
        if (created != null && created.getContent() == null) {
            responses.removeAPIResponse("201");
            responses.addAPIResponse("204", created.description("No Content"));
        }
        responses.setDefaultValue(OASFactory.createAPIResponse().ref("OtherProblem"));
    }

    private static APIResponse problem(int status, List<ProblemCode> codes) {
        Schema code = OASFactory.createSchema().enumeration(wireNames(codes));
        Schema schema = OASFactory.createSchema()
                .addAllOf(OASFactory.createSchema().ref(PROBLEM))
                .addAllOf(OASFactory.createSchema()
                        .addType(SchemaType.OBJECT)
                        .addProperty("code", code.addType(SchemaType.STRING))
                        .addRequired("code"));
        APIResponse response = OASFactory.createAPIResponse()
                .description(codes.stream().map(ProblemCode::title).collect(Collectors.joining("; ")))
                .content(OASFactory.createContent()
                        .addMediaType(
                                JsonProblemRenderer.MEDIA_TYPE,
                                OASFactory.createMediaType().schema(schema)));
        return status == 429 || status == 503
                ? response.addHeader(
                        HttpHeaders.RETRY_AFTER, OASFactory.createHeader().ref("RetryAfter"))
                : response;
    }

    private static List<Object> wireNames(List<ProblemCode> codes) {
        return codes.stream().<Object>map(ProblemCode::wireName).toList();
    }
}
