package io.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.validation.Constraint;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Constraints apply only below {@code @Valid}, and a violation contains the name of the Java parameter or field. */
class RequestValidationTest {
    private static final List<JavaMethod> CALLS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.gatehouse").stream()
                    .filter(type -> type.isAnnotatedWith(Path.class))
                    .flatMap(type -> type.getMethods().stream())
                    .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class))
                    .toList();

    @Test
    void every_body_is_validated() {
        List<JavaParameter> bodies = bodies().toList();
        assertThat(bodies).hasSizeGreaterThan(25);
        assertThat(bodies).allMatch(body -> body.isAnnotatedWith(Valid.class));
    }

    @Test
    void every_record_within_a_body_is_validated() {
        Set<JavaField> inner =
                bodies().flatMap(body -> innerRecords(body.getRawType())).collect(Collectors.toSet());
        assertThat(inner).hasSizeGreaterThan(4);
        assertThat(inner).allMatch(field -> field.isAnnotatedWith(Valid.class));
    }

    @Test
    void every_group_with_a_constrained_parameter_is_validated() {
        List<JavaParameter> groups = parameters()
                .filter(group -> group.isAnnotatedWith(BeanParam.class))
                .filter(group -> group.getRawType().getFields().stream()
                        .anyMatch(field -> field.isMetaAnnotatedWith(Constraint.class)))
                .toList();
        assertThat(groups).hasSizeGreaterThan(5);
        assertThat(groups).allMatch(group -> group.isAnnotatedWith(Valid.class));
    }

    @Test
    void a_constrained_parameter_has_the_name_that_the_client_sends() {
        Stream<Field> grouped = parameters()
                .filter(group -> group.isAnnotatedWith(BeanParam.class))
                .flatMap(group -> Arrays.stream(group.getRawType().reflect().getDeclaredFields()));
        Stream<java.lang.reflect.Parameter> single = CALLS.stream()
                .map(JavaMethod::reflect)
                .map(Method::getParameters)
                .flatMap(Arrays::stream);
        List<String> misnamed = Stream.concat(
                        grouped.filter(RequestValidationTest::isConstrainedQuery)
                                .filter(field -> !field.getName().equals(queryName(field)))
                                .map(Field::toString),
                        single.filter(RequestValidationTest::isConstrainedQuery)
                                .filter(parameter -> !parameter.getName().equals(queryName(parameter)))
                                .map(parameter -> parameter.getDeclaringExecutable() + " " + parameter.getName()))
                .toList();
        assertThat(misnamed).isEmpty();
    }

    @Test
    void every_call_of_the_api_declares_what_it_returns() {
        assertThat(CALLS.stream()
                        .filter(call -> call.getOwner().getPackageName().startsWith("io.gatehouse.api")))
                .hasSizeGreaterThan(50)
                .noneMatch(call -> call.getRawReturnType().isAssignableTo(Response.class));
    }

    /** Returns the parameters that are bodies, which have no other annotation. */
    private static Stream<JavaParameter> bodies() {
        return parameters()
                .filter(parameter -> parameter.getAnnotations().stream()
                        .noneMatch(annotation ->
                                annotation.getRawType().getPackageName().startsWith("jakarta.ws.rs")))
                .filter(parameter -> parameter.getRawType().getPackageName().startsWith("io.gatehouse"));
    }

    private static Stream<JavaParameter> parameters() {
        return CALLS.stream().map(JavaMethod::getParameters).flatMap(List::stream);
    }

    private static Stream<JavaField> innerRecords(JavaClass body) {
        return body.getFields().stream()
                .filter(field -> field.getRawType().isRecord()
                        && field.getRawType().getPackageName().startsWith("io.gatehouse"))
                .flatMap(field -> Stream.concat(Stream.of(field), innerRecords(field.getRawType())));
    }

    private static boolean isConstrainedQuery(AnnotatedElement element) {
        return element.isAnnotationPresent(QueryParam.class)
                && Arrays.stream(element.getAnnotations())
                        .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(Constraint.class));
    }

    private static String queryName(AnnotatedElement element) {
        return element.getAnnotation(QueryParam.class).value();
    }
}
