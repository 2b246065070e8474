package io.gatehouse;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.twilio.exception.RestException;
import com.twilio.rest.api.v2010.account.Message;
import io.gatehouse.http.ProblemRenderer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.Response;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What a native executable has to keep, as far as it can be told without one; see {@code ReflectionTrace}, too. */
class NativeRegistrationsTest {
    private static final JavaClasses GATEHOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.gatehouse");

    @Test
    void every_record_that_commands_print_is_registered() {
        assertThat(registered())
                .containsAll(commands()
                        .filter(type -> type.isRecord() && !type.getName().contains(".doctor."))
                        .map(JavaClass::getName)
                        .toList());
    }

    @Test
    void no_class_is_initialized_with_the_openid_library() {
        // Its classes are initialized at run time, and those of ours while the image is built.
        assertThat(GATEHOUSE.stream()
                        .flatMap(type -> type.getStaticInitializer().stream())
                        .flatMap(initializer -> initializer.getAccessesFromSelf().stream())
                        .filter(access ->
                                access.getTargetOwner().getName().matches("com\\.nimbusds\\.(oauth2|openid)\\..*")))
                .isEmpty();
    }

    @Test
    void every_method_of_the_rest_api_returns_the_type_of_its_body() {
        noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage("io.gatehouse.api..")
                .and()
                .areDeclaredInClassesThat()
                .doNotImplement(ProblemRenderer.class)
                .should()
                .haveRawReturnType(Response.class)
                .because("Quarkus registers the types of bodies by the methods' return types")
                .check(GATEHOUSE);
    }

    @Test
    void every_reader_of_a_value_from_twilio_is_registered() {
        List<String> readers = Stream.of(Message.class, RestException.class)
                .flatMap(type -> Stream.concat(
                        Arrays.stream(type.getDeclaredFields()),
                        Arrays.stream(type.getDeclaredConstructors())
                                .flatMap(constructor -> Arrays.stream(constructor.getParameters()))))
                .map(part -> part.getAnnotation(JsonDeserialize.class))
                .filter(Objects::nonNull)
                .map(annotation -> annotation.using().getName())
                .toList();
        assertThat(readers).isNotEmpty();
        assertThat(registered()).containsAll(readers).contains(Message.class.getName(), RestException.class.getName());
    }

    @Test
    void every_resource_that_is_read_by_name_is_included() throws IOException {
        List<PathMatcher> included = includes().stream()
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .toList();
        List<Path> resources = resources().stream().map(Path::of).toList();
        assertThat(resources.stream().filter(name -> name.startsWith("io/gatehouse")))
                .hasSizeGreaterThan(5)
                .allMatch(name -> included.stream().anyMatch(glob -> glob.matches(name)));
        for (PathMatcher glob : included) {
            assertThat(resources.stream().anyMatch(glob::matches))
                    .as(includes().get(included.indexOf(glob)))
                    .isTrue();
        }
    }

    private static Stream<JavaClass> commands() {
        return GATEHOUSE.stream().filter(type -> type.getPackageName().startsWith("io.gatehouse.cli"));
    }

    private static Set<String> registered() {
        return GATEHOUSE.stream()
                .filter(type -> type.isAnnotatedWith(RegisterForReflection.class))
                .flatMap(type -> {
                    var registration = type.getAnnotationOfType(RegisterForReflection.class);
                    List<String> named = Stream.concat(
                                    Arrays.stream(registration.targets()).map(Class::getName),
                                    Arrays.stream(registration.classNames()))
                            .toList();
                    return named.isEmpty() ? Stream.of(type.getName()) : named.stream();
                })
                .collect(Collectors.toSet());
    }

    private static List<String> includes() throws IOException {
        var properties = new Properties();
        try (InputStream file = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            properties.load(file);
        }
        return List.of(
                properties.getProperty("quarkus.native.resources.includes").split(","));
    }

    /** Everything on the class path that is no class. */
    private static Set<String> resources() throws IOException {
        Set<String> names = new HashSet<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (entry.endsWith(".jar")) {
                try (ZipFile jar = new ZipFile(path.toFile())) {
                    jar.stream().map(each -> each.getName()).forEach(names::add);
                }
            } else if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.walk(path)) {
                    files.filter(Files::isRegularFile)
                            .forEach(file -> names.add(path.relativize(file).toString()));
                }
            }
        }
        names.removeIf(name -> name.endsWith(".class") && !name.startsWith("com/google/i18n") || name.endsWith("/"));
        return names;
    }
}
