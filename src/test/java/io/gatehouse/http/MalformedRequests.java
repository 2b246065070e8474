package io.gatehouse.http;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every route with every kind of malformation that attackers and fuzzers have found. In texts, each character is a byte. */
final class MalformedRequests {
    private static final Pattern EITHER = Pattern.compile("\\{\\w+: *([\\w|-]+)}");
    private static final String ID = "0190a7c2-0000-7000-8000-000000000001";
    private static final String JSON = "Content-Type: application/json";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

    /** Every field of every form, so that each form gets its own. */
    private static final List<String> FORM_FIELDS = Stream.concat(
                    resources()
                            .flatMap(type -> type.getMethods().stream())
                            .flatMap(method -> method.getParameters().stream())
                            .flatMap(parameter -> parameter.tryGetAnnotationOfType(FormParam.class).stream()),
                    new ClassFileImporter()
                            .importPackages("io.gatehouse.web").stream()
                                    .flatMap(type -> type.getFields().stream())
                                    .flatMap(field -> field.tryGetAnnotationOfType(FormParam.class).stream()))
            .map(FormParam::value)
            .distinct()
            .toList();

    private MalformedRequests() {}

    /** A request, with a query and the names of the body's fields. */
    record Request(String method, String target, List<String> headers, String body, List<String> fields) {
        Request withPath(UnaryOperator<String> change) {
            String[] parts = target.split("\\?", 2);
            return new Request(method, change.apply(parts[0]) + "?" + parts[1], headers, body, fields);
        }

        Request with(String header) {
            String name = header.substring(0, header.indexOf(':') + 1);
            return new Request(
                    method,
                    target,
                    Stream.concat(headers.stream().filter(other -> !other.startsWith(name)), Stream.of(header))
                            .toList(),
                    body,
                    fields);
        }

        Request withQuery(String more) {
            return new Request(method, target + "&" + more, headers, body, fields);
        }

        Request withBody(String other) {
            return new Request(method, target, headers, other, fields);
        }

        Request withMethod(String other) {
            return new Request(other, target, headers, body, fields);
        }

        private boolean isJson() {
            return headers.contains(JSON);
        }

        private boolean isForm() {
            return headers.contains(FORM);
        }
    }

    /** Returns a well-formed request for each route of the REST API and of the pages; those that end sessions are last. */
    static List<Request> routes(String realm, String query) {
        return resources()
                .flatMap(type -> type.getMethods().stream()
                        .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class))
                        .flatMap(method -> paths(type, method).map(path -> request(method, path, realm, query))))
                .distinct()
                .sorted(Comparator.comparing(MalformedRequests::endsSessions)
                        .thenComparing(Request::target)
                        .thenComparing(Request::method))
                .toList();
    }

    /** Returns the request in every malformed variant that applies to it. */
    static List<Request> variants(Request request, String realm) {
        List<Request> variants = new ArrayList<>();
        MalformedValues.HEADERS.forEach(header -> variants.add(request.with(header)));
        MalformedValues.METHODS.forEach(method -> variants.add(request.withMethod(method)));
        MalformedValues.ENCODED.forEach(text -> {
            variants.add(request.withPath(path -> path.replace(realm, text)));
            variants.add(request.withPath(path -> path.replace(ID, text)));
            variants.add(request.withPath(path -> path + text));
            variants.add(request.withQuery("x=" + text));
        });
        MalformedValues.QUERIES.forEach(text -> variants.add(request.withQuery(text)));
        // What reads the body responds before what reads Accept.
        bodies(request)
                .flatMap(body ->
                        Stream.of(request.withBody(body), request.withBody(body).with("Accept: a")))
                .forEach(variants::add);
        if (!request.body().isEmpty()) {
            MalformedBodies.TYPES.forEach(type -> variants.add(request.with("Content-Type: " + type)));
        }
        return variants.stream()
                .distinct()
                .filter(variant -> !variant.equals(request))
                .toList();
    }

    private static Stream<String> bodies(Request request) {
        if (request.isForm()) {
            return Stream.concat(
                    MalformedBodies.FORMS.stream(),
                    MalformedBodies.FORM_VALUES.stream()
                            .map(value -> request.fields().stream()
                                    .map(field -> field + "=" + value)
                                    .collect(Collectors.joining("&"))));
        }
        if (request.isJson()) {
            return Stream.concat(
                    MalformedBodies.JSON.stream(),
                    MalformedBodies.JSON_VALUES.stream()
                            .map(value -> request.fields().stream()
                                    .map(field -> '"' + field + "\":" + value)
                                    .collect(Collectors.joining(",", "{", "}"))));
        }
        return Stream.of();
    }

    private static Stream<JavaClass> resources() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.gatehouse.api", "io.gatehouse.web")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(Path.class));
    }

    private static boolean endsSessions(Request request) {
        return request.target().contains("/sign-out") || request.target().contains("/sessions");
    }

    private static Request request(JavaMethod resource, String path, String realm, String query) {
        String method = verb(resource);
        String target =
                path.replace("{realm}", realm).replace("{slug}", realm).replaceAll("\\{\\w+}", ID) + "?" + query;
        if (List.of("GET", "HEAD", "DELETE").contains(method)) {
            return new Request(method, target, List.of(), "", List.of());
        }
        List<String> fields = resource.getRawParameterTypes().stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .map(JavaField::getName)
                .toList();
        return path.startsWith("/api/")
                ? new Request(method, target, List.of(JSON), "{}", fields)
                : new Request(method, target, List.of(FORM), "a=b", FORM_FIELDS);
    }

    private static String verb(JavaMethod method) {
        return method.getAnnotations().stream()
                .flatMap(annotation ->
                        annotation
                                .getRawType()
                                .tryGetAnnotationOfType(HttpMethod.class)
                                .map(HttpMethod::value)
                                .stream())
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> paths(JavaClass type, JavaMethod method) {
        String path = (type.getAnnotationOfType(Path.class).value()
                        + method.tryGetAnnotationOfType(Path.class)
                                .map(Path::value)
                                .orElse(""))
                .replace("//", "/");
        Matcher either = EITHER.matcher(path);
        Stream<String> paths = either.find()
                ? Stream.of(either.group(1).split("\\|")).map(part -> either.replaceFirst(part))
                : Stream.of(path);
        return paths.map(each -> each.replaceAll("\\{(\\w+):[^}]*}", "{$1}"));
    }
}
