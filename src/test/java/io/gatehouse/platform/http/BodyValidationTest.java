package io.gatehouse.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.avaje.validation.constraints.Valid;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Constraints hold only where a type, and each field that leads on to one, is marked. */
class BodyValidationTest {
    private static final List<JavaClass> RESOURCES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.gatehouse").stream()
                    .filter(type -> type.isAnnotatedWith(Path.class))
                    .toList();

    @Test
    void every_body_is_marked() {
        Set<JavaClass> bodies = bodies();
        assertThat(bodies).hasSizeGreaterThan(25);
        assertThat(bodies).allMatch(type -> type.isAnnotatedWith(Valid.class));
    }

    @Test
    void every_record_within_a_body_is_marked_where_it_stands() {
        List<JavaField> inner =
                bodies().stream().flatMap(BodyValidationTest::innerRecords).toList();
        assertThat(inner).hasSizeGreaterThan(4);
        assertThat(inner).allMatch(field -> field.isAnnotatedWith(Valid.class));
    }

    /** What a resource takes beside parameters of the request, which are annotated each. */
    private static Set<JavaClass> bodies() {
        return RESOURCES.stream()
                .flatMap(resource -> resource.getMethods().stream())
                .filter(method -> method.getAnnotations().stream()
                        .anyMatch(annotation -> Set.of("POST", "PUT", "PATCH")
                                .contains(annotation.getRawType().getSimpleName())))
                .map(JavaMethod::getParameters)
                .flatMap(List::stream)
                .filter(parameter -> parameter.getAnnotations().isEmpty())
                .map(JavaParameter::getRawType)
                .filter(type -> type.getPackageName().startsWith("io.gatehouse"))
                .collect(Collectors.toSet());
    }

    private static Stream<JavaField> innerRecords(JavaClass body) {
        return body.getFields().stream()
                .filter(field -> field.getRawType().isRecord()
                        && field.getRawType().getPackageName().startsWith("io.gatehouse"))
                .flatMap(field -> Stream.concat(Stream.of(field), innerRecords(field.getRawType())));
    }
}
