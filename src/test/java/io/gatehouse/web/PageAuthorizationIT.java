package io.gatehouse.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.AccessLevel;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The authorization of every page and form: by every role, anonymously and from another realm. */
@GatehouseTest
class PageAuthorizationIT {
    private static final String REALM = "/realms/{realm}";
    /** The status of a resource that is not a page when a browser asks for HTML. */
    private static final int NO_PAGE = 406;

    private static final Pattern EITHER = Pattern.compile("\\{\\w+: *([\\w|-]+)}");

    /** By prefix of the path; the longest match applies. */
    private static final Map<String, AccessLevel> TABLE = Map.ofEntries(
            Map.entry("", AccessLevel.EVERYBODY),
            Map.entry(REALM + "/account", AccessLevel.SIGNED_IN),
            Map.entry(REALM + "/step-up", AccessLevel.SIGNED_IN),
            Map.entry(REALM + "/console", AccessLevel.SIGNED_IN),
            Map.entry(REALM + "/console/administrators/invite", AccessLevel.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/color-scheme", AccessLevel.SIGNED_IN),
            Map.entry(REALM + "/console/administrators/resend-invitations", AccessLevel.OPERATORS),
            Map.entry(REALM + "/console/administrators/{id}/actions", AccessLevel.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/console/administrators/{id}/edit", AccessLevel.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/console/administrators/{id}/authenticators", AccessLevel.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/console/administrators/{id}/recovery-codes", AccessLevel.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/console/administrators/{id}/unlock", AccessLevel.OPERATORS),
            Map.entry(REALM + "/console/administrators/{id}/revoke-sessions", AccessLevel.OPERATORS),
            Map.entry(REALM + "/console/administrators/{id}/resend-invitation", AccessLevel.OPERATORS),
            Map.entry(REALM + "/console/settings/", AccessLevel.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/console/applications", AccessLevel.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/console/register-application", AccessLevel.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/console/service-tokens", AccessLevel.SYSTEM_ADMINISTRATORS),
            Map.entry(REALM + "/console/realms", AccessLevel.ROOT));

    @Inject
    TestRealms testRealms;

    /** A page or a form. */
    private record Place(String path, boolean form) {
        AccessLevel level() {
            return AccessLevel.of(path, TABLE);
        }

        Response call(Visitor visitor) {
            String below = path.substring(REALM.length())
                    .replace("{id}", UUID.randomUUID().toString())
                    .replace("{action}", "disable");
            return form ? visitor.post(below, Map.of()) : visitor.get(below);
        }
    }

    @Test
    void roles_are_authorized_as_the_table_says() {
        testRealms.root();
        Realm realm = testRealms.realm();
        Map<Role, Visitor> visitors = new EnumMap<>(Role.class);
        Map<String, Integer> wrong = new TreeMap<>();
        for (Place place : places()) {
            for (Role role : Role.values()) {
                Visitor visitor = visitors.computeIfAbsent(role, needed -> signedIn(realm, needed));
                int status = place.call(visitor).statusCode();
                boolean signedOut = place.form() && isSignedOut(visitor);
                boolean admitted = place.level().admits(role);
                boolean refused = status == 403 || !admitted && status == NO_PAGE;
                if (refused == admitted || signedOut && place.path().contains("/console")) {
                    wrong.put(place + " as " + role, status);
                }
                if (signedOut) {
                    visitors.remove(role);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void anonymous_and_foreign_callers_are_redirected_to_the_sign_in() {
        Realm realm = testRealms.realm();
        Visitor anonymous = Visitor.of(realm);
        Visitor foreign = Visitor.withSessionOf(testRealms.realm(), realm, testRealms);
        Map<String, Integer> wrong = new TreeMap<>();
        for (Place place : places()) {
            for (Visitor visitor : List.of(anonymous, foreign)) {
                Response answer = place.call(visitor);
                boolean led = answer.statusCode() == 302
                        && answer.header("Location").contains("/realms/" + realm.slug() + "/sign-in");
                boolean none = answer.statusCode() == 401 || answer.statusCode() == NO_PAGE;
                if (place.level() != AccessLevel.EVERYBODY && !led && !none) {
                    wrong.put(
                            place + (visitor == anonymous ? " anonymously" : " from another realm"),
                            answer.statusCode());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private Visitor signedIn(Realm realm, Role role) {
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(testRealms.administrator(realm, role));
        return visitor;
    }

    /** Returns whether the session was revoked. */
    private static boolean isSignedOut(Visitor visitor) {
        return visitor.get("/account").statusCode() != 200;
    }

    private static List<Place> places() {
        List<Place> places = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.gatehouse.web").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .flatMap(type -> type.getMethods().stream()
                                .filter(method ->
                                        method.isAnnotatedWith(GET.class) || method.isAnnotatedWith(POST.class))
                                .flatMap(method -> paths(path(type, method))
                                        .map(path -> new Place(path, method.isAnnotatedWith(POST.class)))))
                        .filter(place -> place.path().startsWith(REALM))
                        .toList();
        assertThat(places).hasSizeGreaterThan(60);
        return places;
    }

    private static String path(JavaClass type, JavaMethod method) {
        String below =
                method.tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
        return type.getAnnotationOfType(Path.class).value() + below;
    }

    /** Expands a path with alternatives into one path each. */
    private static Stream<String> paths(String path) {
        Matcher either = EITHER.matcher(path);
        return either.find()
                ? Stream.of(either.group(1).split("\\|")).map(part -> either.replaceFirst(part))
                : Stream.of(path);
    }
}
