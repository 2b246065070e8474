package io.gatehouse;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.session.Session;
import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.config.ConfigMapping;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Holds the direction of the packages and the house rules; it is never switched off. */
class ArchitectureTest {

    private static final JavaClasses GATEHOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.gatehouse");

    private static final String[] KERNEL = {"..gatehouse.kernel..", "..gatehouse.http..", "..gatehouse.startup.."};
    private static final String[] BLOCKS = {
        "..gatehouse.realm..",
        "..gatehouse.administrator..",
        "..gatehouse.password..",
        "..gatehouse.audit..",
        "..gatehouse.alarm..",
        "..gatehouse.ratelimit..",
        "..gatehouse.token..",
        "..gatehouse.session..",
        "..gatehouse.servicetoken..",
        "..gatehouse.caller..",
        "..gatehouse.link..",
        "..gatehouse.mailrequest..",
        "..gatehouse.reportlink..",
        "..gatehouse.otp..",
        "..gatehouse.authenticator..",
        "..gatehouse.challenge..",
        "..gatehouse.delivery.."
    };
    private static final String[] FLOWS = {
        "..gatehouse.signin..",
        "..gatehouse.passwordreset..",
        "..gatehouse.invitation..",
        "..gatehouse.factorreset..",
        "..gatehouse.misuse..",
        "..gatehouse.realmreminder..",
        "..gatehouse.account..",
        "..gatehouse.openid..",
        "..gatehouse.administration.."
    };
    private static final String[] EDGES = {"..gatehouse.api..", "..gatehouse.web..", "..gatehouse.cli.."};

    private static final String DEV = "..gatehouse.dev..";

    /** Types that Quarkus' guides tell applications to use, although their packages are named runtime. */
    private static final Set<String> DOCUMENTED = Set.of(
            "io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor",
            "io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor$Context",
            "io.quarkus.runtime.LaunchMode",
            "io.quarkus.runtime.Quarkus",
            "io.quarkus.runtime.QuarkusApplication",
            "io.quarkus.runtime.ShutdownDelayInitiatedEvent",
            "io.quarkus.runtime.ShutdownEvent",
            "io.quarkus.runtime.Startup",
            "io.quarkus.runtime.StartupEvent",
            "io.quarkus.runtime.annotations.QuarkusMain",
            "io.quarkus.runtime.annotations.RegisterForReflection",
            "io.quarkus.runtime.configuration.ConfigurationException",
            "io.quarkus.runtime.configuration.DurationConverter",
            "io.quarkus.runtime.configuration.MemorySize",
            "io.quarkus.security.runtime.QuarkusPrincipal",
            "io.quarkus.security.runtime.QuarkusSecurityIdentity",
            "io.quarkus.security.runtime.QuarkusSecurityIdentity$Builder",
            "io.quarkus.vertx.http.runtime.filters.Filters",
            "io.quarkus.vertx.http.runtime.security.ChallengeData",
            "io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism",
            "io.quarkus.vertx.http.runtime.security.QuarkusHttpUser");

    private static final DescribedPredicate<JavaClass> INTERNALS = describe(
            "internals of frameworks",
            type -> type.getPackageName().matches("io\\.vertx\\.(.*\\.)?impl(\\..*)?")
                    || type.getSimpleName().endsWith("Internal")
                    || type.getPackageName().matches("io\\.quarkus\\.(.*\\.)?runtime(\\..*)?")
                            && !DOCUMENTED.contains(type.getName()));

    private static final DescribedPredicate<JavaClass> ENTITIES =
            describe("entities", type -> type.getName().matches("io\\.gatehouse\\..*Entity(\\$.*)?"));

    @Test
    void packages_have_no_cycles() {
        check(slices().matching("io.gatehouse.(**)").should().beFreeOfCycles());
    }

    @Test
    void dependencies_point_from_edges_over_flows_and_blocks_to_the_kernel() {
        check(layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.gatehouse..")
                .withOptionalLayers(true)
                .layer("kernel")
                .definedBy(KERNEL)
                .layer("blocks")
                .definedBy(BLOCKS)
                .layer("flows")
                .definedBy(FLOWS)
                .layer("edges")
                .definedBy(EDGES)
                .layer("start")
                .definedBy("io.gatehouse")
                .layer("dev")
                .definedBy(DEV)
                .whereLayer("dev")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("start")
                .mayOnlyBeAccessedByLayers("dev")
                .whereLayer("edges")
                .mayOnlyBeAccessedByLayers("start", "dev")
                .whereLayer("flows")
                .mayOnlyBeAccessedByLayers("edges", "start", "dev")
                .whereLayer("blocks")
                .mayOnlyBeAccessedByLayers("flows", "edges", "start", "dev")
                .ensureAllClassesAreContainedInArchitecture());
    }

    @Test
    void edges_and_flows_are_strangers_among_themselves() {
        check(strangers("..gatehouse.api..", "..gatehouse.web.."));
        check(strangers("..gatehouse.web..", "..gatehouse.api.."));
        check(strangers("..gatehouse.signin..", "..gatehouse.passwordreset.."));
        check(strangers("..gatehouse.passwordreset..", "..gatehouse.signin.."));
    }

    @Test
    void http_and_templates_stay_at_the_edges() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(join(EDGES, DEV, "..gatehouse.http.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs.."));
        check(noClasses()
                .that()
                .resideOutsideOfPackages("..gatehouse.web..", "..gatehouse.delivery..", DEV)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.quarkus.qute.."));
    }

    @Test
    void edges_never_touch_an_entity() {
        check(noClasses().that().resideInAnyPackage(EDGES).should().dependOnClassesThat(ENTITIES));
    }

    @Test
    void sql_stays_below_the_flows() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(
                        "..gatehouse.kernel..", "..gatehouse.startup..", "..gatehouse.cli.doctor..", DEV)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.sql.."));
    }

    @Test
    void persistence_stays_in_entities() {
        check(noClasses()
                .that(not(ENTITIES))
                .and(not(nameMatching("io\\.gatehouse\\.kernel\\.database\\..*")))
                .should()
                .dependOnClassesThat()
                .haveNameMatching("(jakarta\\.persistence|org\\.hibernate(?!\\.validator))\\..*"));
    }

    @Test
    void audit_and_delivery_see_ids_and_values() {
        check(withoutEntitiesOfOthers("..gatehouse.audit.."));
        check(withoutEntitiesOfOthers("..gatehouse.delivery.."));
    }

    @Test
    void vendors_stay_behind_their_adapters() {
        check(noClasses()
                .that(not(nameMatching("io\\.gatehouse\\..*\\.Redis[^.]*")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus.redis..", "io.vertx.redis..", "io.vertx.mutiny.redis.."));
        check(noClasses()
                .that()
                .resideOutsideOfPackage("..gatehouse.delivery.sms.twilio..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.twilio.."));
        check(noClasses()
                .that()
                .resideOutsideOfPackage("..gatehouse.authenticator..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.webauthn4j..", "io.nayuki.."));
    }

    @Test
    void only_public_api_of_frameworks() {
        check(noClasses().should().dependOnClassesThat(INTERNALS));
        check(noClasses()
                .should()
                .callMethodWhere(describe(
                        "loads a class by its name",
                        call -> call.getTargetOwner().isEquivalentTo(Class.class)
                                && call.getName().equals("forName"))));
    }

    /** A template is a record, whose components Qute checks at build time; TypedTemplatesIT sees to the rest. */
    @Test
    void templates_are_typed() {
        check(noClasses()
                .that()
                .doNotImplement(BuildCompatibleExtension.class)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Template.class, Engine.class));
        check(classes().that().implement(TemplateInstance.class).should().beRecords());
    }

    @Test
    void time_and_randomness_are_injected() {
        check(noClasses()
                .should()
                .callMethodWhere(describe("reads the system clock", ArchitectureTest::readsSystemClock))
                .orShould()
                .callConstructorWhere(describe(
                        "reads the system clock",
                        call -> call.getTargetOwner().isEquivalentTo(Date.class)
                                && call.getTarget().getRawParameterTypes().isEmpty())));
        check(noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "java.util.Random and ThreadLocalRandom",
                        type -> type.isEquivalentTo(Random.class) || type.isEquivalentTo(ThreadLocalRandom.class))));
        check(noClasses()
                .that()
                .resideOutsideOfPackages("..gatehouse.kernel..", "..gatehouse.startup..")
                .should()
                .callConstructorWhere(describe(
                        "makes a SecureRandom", call -> call.getTargetOwner().isEquivalentTo(SecureRandom.class))));
    }

    @Test
    void collaborators_come_by_constructor() {
        check(fields().should().notBeAnnotatedWith(Inject.class).andShould().notBeAnnotatedWith(ConfigProperty.class));
        check(methods().should().notBeAnnotatedWith(Inject.class));
    }

    @Test
    void configuration_lives_in_its_feature() {
        check(classes()
                .that()
                .areAnnotatedWith(ConfigMapping.class)
                .should()
                .haveSimpleNameEndingWith("Config")
                .andShould()
                .resideOutsideOfPackages("io.gatehouse", "..config.."));
    }

    @Test
    void every_change_confirms_its_caller_in_its_transaction() {
        check(methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(FLOWS)
                .and(describe("take a caller", ArchitectureTest::takesCaller))
                .should(confirmTheCaller()));
        check(noClasses()
                .that(not(nameMatching(Actors.class.getName())))
                .should()
                .callConstructorWhere(
                        describe("makes an actor", call -> call.getTargetOwner().isEquivalentTo(Actor.class))));
        check(noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(
                        "..gatehouse.account..", "..gatehouse.factorreset..", "..gatehouse.administration..")
                .should()
                .haveRawParameterTypes(describe(
                        "a session as it was read before",
                        types -> types.stream().anyMatch(type -> type.isEquivalentTo(Session.class)))));
    }

    private static boolean takesCaller(JavaMethod method) {
        return method.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Caller.class));
    }

    private static ArchCondition<JavaMethod> confirmTheCaller() {
        return new ArchCondition<>("call Actors.confirm, themselves or by a method of their class") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean confirms = confirms(method, new HashSet<>());
                events.add(new SimpleConditionEvent(method, confirms, method.getFullName()));
            }
        };
    }

    private static boolean confirms(JavaMethod method, Set<JavaMethod> seen) {
        return seen.add(method)
                && method.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Actors.class)
                                || call.getTargetOwner().equals(method.getOwner())
                                        && call.getTarget()
                                                .resolveMember()
                                                .filter(own -> confirms(own, seen))
                                                .isPresent());
    }

    @Test
    void nothing_outside_dev_uses_dev() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(DEV)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(DEV));
    }

    private static boolean readsSystemClock(JavaCall<?> call) {
        boolean now = call.getName().equals("now")
                && call.getTargetOwner().getPackageName().startsWith("java.time")
                && call.getTarget().getRawParameterTypes().isEmpty();
        return now || call.getName().equals("currentTimeMillis");
    }

    private static ArchRule strangers(String one, String other) {
        return noClasses()
                .that()
                .resideInAPackage(one)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(other);
    }

    private static ArchRule withoutEntitiesOfOthers(String own) {
        return noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat(
                        ENTITIES.and(resideInAPackage("io.gatehouse..")).and(resideOutsideOfPackage(own)));
    }

    private static String[] join(String[] packages, String... more) {
        String[] all = Arrays.copyOf(packages, packages.length + more.length);
        System.arraycopy(more, 0, all, packages.length, more.length);
        return all;
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(GATEHOUSE);
    }
}
