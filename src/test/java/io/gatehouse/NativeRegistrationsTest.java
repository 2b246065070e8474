package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.runtime.annotations.RegisterForReflection;
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
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What a native executable would have to keep, against what is registered for it. It proves that nothing known was
 * forgotten, and not that an executable runs.
 */
class NativeRegistrationsTest {
    private static final JavaClasses GATEHOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.gatehouse");

    @Test
    void every_class_that_picocli_fills_is_registered() {
        Set<String> registered = registered();
        List<String> filled = commands()
                .filter(type -> type.isAnnotatedWith(Command.class)
                        || type.getFields().stream().anyMatch(field -> field.isAnnotatedWith(Option.class)))
                .map(JavaClass::getName)
                .toList();
        assertThat(filled).hasSizeGreaterThan(8);
        assertThat(registered).containsAll(filled);
    }

    @Test
    void every_record_that_commands_print_is_registered() {
        assertThat(registered())
                .containsAll(commands()
                        .filter(type -> type.isRecord() && type.isNestedClass())
                        .filter(type -> !type.getName().contains(".doctor."))
                        .map(JavaClass::getName)
                        .toList());
    }

    @Test
    void every_type_kept_as_json_is_registered() {
        List<String> kept = List.of(
                "io.gatehouse.signin.PendingSignIns$PendingSignIn",
                "io.gatehouse.passwordreset.PendingResets$PendingReset",
                "io.gatehouse.administration.settings.ChannelTests$PendingTest",
                "io.gatehouse.account.PhoneChanges$PendingPhone",
                "io.gatehouse.delivery.message.DurableMail",
                "io.gatehouse.realm.RealmSettings",
                "com.twilio.rest.api.v2010.account.Message",
                "com.twilio.exception.RestException");
        assertThat(registered()).containsAll(kept);
    }

    @Test
    void every_part_of_a_problem_is_registered() {
        assertThat(registered())
                .contains("io.gatehouse.api.support.JsonProblemRenderer$Body", "io.gatehouse.http.Problem$FieldError");
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
