package io.gatehouse.api.support;

import io.gatehouse.http.ProblemCode;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Adds the common error responses and the tag descriptions to the OpenAPI document. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDocument implements OASFilter {
    private static final String PROBLEM = "Problem";
    private static final String REALM_PATH = "/realms/{";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents().addSchema(PROBLEM, problem());
        document.getPaths().getPathItems().forEach(ApiDocument::complete);
    }

    private static void complete(String path, PathItem item) {
        for (Operation operation : item.getOperations().values()) {
            operation.setTags(operation.getTags().stream()
                    .map(tag -> tag.replaceFirst(" Resource$", ""))
                    .toList());
            if (path.contains(REALM_PATH)) {
                refuse(operation, "404", "There is no such realm, or nothing at this address");
            }
            refuse(operation, "429", "Too many requests, or locked for a while; Retry-After says how long");
            refuse(operation, "503", "Temporarily unavailable; Retry-After says when to try again");
            operation.getResponses().getAPIResponses().forEach(ApiDocument::describe);
        }
    }

    private static void refuse(Operation operation, String status, String description) {
        operation
                .getResponses()
                .addAPIResponse(status, OASFactory.createAPIResponse().description(description));
    }

    private static void describe(String status, APIResponse response) {
        if (status.startsWith("4") || status.startsWith("5")) {
            response.setContent(problemContent());
        }
    }

    private static Content problemContent() {
        return OASFactory.createContent()
                .addMediaType(
                        JsonProblemRenderer.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(PROBLEM)));
    }

    private static Schema problem() {
        Schema error = object(Map.of("field", text(), "code", text(), "message", text()));
        return object(Map.of("type", text(), "title", text(), "detail", text(), "instance", text()))
                .description("A refusal (RFC 9457)")
                .required(List.of("type", "title", "status", "detail", "code", "instance"))
                .addProperty("status", whole())
                .addProperty(
                        "code",
                        text().description("Stable: clients decide by it").enumeration(codes()))
                .addProperty("attemptsLeft", whole().description("With invalid_code"))
                .addProperty("until", text().format("date-time").description("With locked"))
                .addProperty("errors", array(error).description("What is wrong with which field"))
                .addProperty("current", object(Map.of()).description("With precondition_failed: what it is now"));
    }

    private static List<Object> codes() {
        return Arrays.stream(ProblemCode.values())
                .<Object>map(ProblemCode::wireName)
                .toList();
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(SchemaType.STRING);
    }

    private static Schema whole() {
        return OASFactory.createSchema().addType(SchemaType.INTEGER);
    }

    private static Schema array(Schema items) {
        return OASFactory.createSchema().addType(SchemaType.ARRAY).items(items);
    }

    private static Schema object(Map<String, Schema> properties) {
        Schema schema = OASFactory.createSchema().addType(SchemaType.OBJECT);
        properties.forEach(schema::addProperty);
        return schema;
    }
}
