package io.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Compares each response that a test gets from the REST API, unless it is a page, with the OpenAPI document: status, code and fields. */
public final class DocumentedResponses implements QuarkusTestBeforeEachCallback, Filter {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The codes of faults, and of requests that no client of the document makes. */
    private static final Set<String> OTHER_CODES = Set.of(
            "method_not_allowed", "not_acceptable", "payload_too_large", "unsupported_media_type", "internal_error");

    private static JsonNode document;

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        if (document == null) {
            document = read(RestAssured.get("http://localhost:8081/q/openapi?format=json")
                    .asString());
        }
        RestAssured.replaceFiltersWith(this);
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Response response = context.next(request, expected);
        String method = request.getMethod().toLowerCase(Locale.ROOT);
        if (!response.contentType().startsWith("text/html")) {
            operation(URI.create(request.getURI()).getPath(), method)
                    .ifPresent(operation -> check(operation, response));
        }
        return response;
    }

    /** Returns the operation of that path, or empty if the document has none. */
    private static Optional<JsonNode> operation(String path, String method) {
        return document.get("paths").properties().stream()
                .filter(item -> path.matches(item.getKey().replaceAll("\\{\\w+}", "[^/]+")))
                .min(Comparator.comparing(item -> item.getKey().split("\\{").length))
                .map(Map.Entry::getValue)
                .map(item -> item.get(method));
    }

    private static void check(JsonNode operation, Response response) {
        String answer = operation.get("operationId").asText() + " answered " + response.statusCode();
        JsonNode documented = operation.get("responses").get(Integer.toString(response.statusCode()));
        if (documented == null) {
            assertThat(OTHER_CODES)
                    .as(answer)
                    .contains(read(response.asString()).path("code").asText());
            return;
        }
        JsonNode content = documented.path("content");
        assertThat(response.asString().isEmpty()).as(answer).isEqualTo(content.isEmpty());
        if (!content.isEmpty() && response.contentType().contains("json")) {
            check(content.elements().next().get("schema"), read(response.asString()), answer);
        }
    }

    private static void check(JsonNode schema, JsonNode value, String where) {
        if (schema.isEmpty()) {
            return;
        }
        if (schema.has("$ref")) {
            check(document.at(schema.get("$ref").asText().substring(1)), value, where);
        } else if (schema.has("oneOf") || schema.has("anyOf")) {
            assertThat(Stream.of("oneOf", "anyOf")
                            .flatMap(keyword -> schema.path(keyword).valueStream())
                            .filter(member -> matches(member, value)))
                    .as("%s: %s", where, value)
                    .hasSize(1);
        } else if (schema.has("allOf")) {
            check(schema.at("/allOf/0"), value, where);
            check(schema.at("/allOf/1/properties/code"), value.get("code"), where);
        } else {
            checkValue(schema, value, where);
        }
    }

    private static void checkValue(JsonNode schema, JsonNode value, String where) {
        assertThat(schema.path("type").toString()).as(where).contains(type(value));
        if (schema.has("enum")) {
            assertThat(schema.get("enum")).as(where).contains(value);
        }
        schema.path("required")
                .forEach(name -> assertThat(value.has(name.asText()))
                        .as(where + " without " + name)
                        .isTrue());
        value.properties().forEach(field -> {
            String place = where + ", " + field.getKey();
            if (schema.has("properties")) {
                assertThat(schema.get("properties").has(field.getKey()))
                        .as(place)
                        .isTrue();
                check(schema.get("properties").get(field.getKey()), field.getValue(), place);
            } else if (schema.has("additionalProperties")) {
                check(schema.get("additionalProperties"), field.getValue(), place);
            }
        });
        for (JsonNode item : value.isArray() ? value : JSON.createArrayNode()) {
            check(schema.get("items"), item, where);
        }
    }

    private static boolean matches(JsonNode schema, JsonNode value) {
        try {
            check(schema, value, "");
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    private static String type(JsonNode value) {
        return value.isIntegralNumber()
                ? "\"integer\""
                : '"' + value.getNodeType().name().toLowerCase(Locale.ROOT) + '"';
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
