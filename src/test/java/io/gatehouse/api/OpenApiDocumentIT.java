package io.gatehouse.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds the document that is shipped to the resources; writes it anew with {@code -Dopenapi=write}. */
@GatehouseTest
class OpenApiDocumentIT {
    private static final Path SHIPPED = Path.of("src/main/resources/io/gatehouse/api/openapi.json");

    @Test
    void says_what_the_resources_say() throws IOException {
        String current = given().queryParam("format", "json").get("/q/openapi").asString();
        if ("write".equals(System.getProperty("openapi"))) {
            Files.createDirectories(SHIPPED.getParent());
            Files.writeString(SHIPPED, current);
        }
        assertThat(Files.readString(SHIPPED))
                .as("out of date: ./mvnw verify -Dit.test=OpenApiDocumentIT -DargLine=-Dopenapi=write")
                .isEqualTo(current);
    }

    @Test
    void is_served_beside_health_and_metrics() throws IOException {
        String served = given().get(Installation.shared().one().management("/q/openapi"))
                .then()
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .asString();
        assertThat(served).isEqualTo(Files.readString(SHIPPED));
    }
}
