package io.gatehouse.administration.auditlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administration.auditlog.AuditQueryService.Page;
import io.gatehouse.administration.auditlog.AuditQueryService.Person;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditFilter;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditQueryServiceTest {
    private static final AuditFilter ALL = AuditFilter.NONE;

    private final Fakes fakes = new Fakes();
    private final AuditQueryService audit = new AuditQueryService(fakes.audit.log, fakes.administratorLists);
    private final Realm realm = fakes.realm("audit");
    private final Administrator ada = fakes.administrator(realm, "ada@example.com", Role.OPERATOR);
    private final Administrator grace = fakes.administrator(realm, "grace@example.com", Role.OPERATOR);

    @Test
    void events_are_read_page_by_page_newest_first() {
        for (int i = 1; i <= 5; i++) {
            record(AuditEventType.SIGNED_IN, Optional.of(ada.id()), Optional.of(ada.id()), Map.of("number", "" + i));
            fakes.clock.advance(Duration.ofSeconds(1));
        }
        fakes.audit.log.record(AuditEvent.about(
                Optional.empty(),
                AuditEventType.REALM_CREATED,
                fakes.realm("other").id(),
                Fakes.REQUESTER,
                Map.of()));

        Page first = audit.read(realm.id(), ALL, Optional.empty(), 2);
        Page second = audit.read(realm.id(), ALL, first.next(), 2);
        Page third = audit.read(realm.id(), ALL, second.next(), 2);

        assertThat(first.lines()).extracting(this::number).containsExactly("5", "4");
        assertThat(second.lines()).extracting(this::number).containsExactly("3", "2");
        assertThat(third.lines()).extracting(this::number).containsExactly("1");
        assertThat(third.next()).isEmpty();
        assertThat(audit.read(realm.id(), ALL, Optional.empty(), 5).next()).isEmpty();
    }

    @Test
    void an_event_names_its_actor_and_subject() {
        record(AuditEventType.ADMINISTRATOR_UNLOCKED, Optional.of(ada.id()), Optional.of(grace.id()), Map.of());

        assertThat(audit.read(realm.id(), ALL, Optional.empty(), 9).lines())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.actor()).contains(person(ada));
                    assertThat(line.subject()).contains(person(grace));
                });
    }

    @Test
    void a_deleted_administrator_is_named_by_the_masked_address() {
        record(AuditEventType.SIGNED_IN, Optional.of(grace.id()), Optional.of(grace.id()), Map.of());
        fakes.clock.advance(Duration.ofSeconds(1));
        record(
                AuditEventType.ADMINISTRATOR_DELETED,
                Optional.of(ada.id()),
                Optional.of(grace.id()),
                Map.of("email", grace.email().hint()));
        fakes.administrators.delete(realm.id(), grace.id());

        assertThat(audit.read(realm.id(), ALL, Optional.empty(), 9).lines())
                .allSatisfy(line -> assertThat(line.subject())
                        .contains(new Person(
                                grace.id(), Optional.empty(), grace.email().hint())));
    }

    @Test
    void an_administrator_whose_deletion_is_not_recorded_has_no_address() {
        var unknown = new AdministratorId(UUID.randomUUID());
        record(AuditEventType.SIGNED_IN, Optional.empty(), Optional.of(unknown), Map.of());
        assertThat(audit.read(realm.id(), ALL, Optional.empty(), 9).lines())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.actor()).isEmpty();
                    assertThat(line.subject()).contains(new Person(unknown, Optional.empty(), ""));
                });
    }

    @Test
    void the_events_about_an_account_leave_out_those_it_caused() {
        record(AuditEventType.ADMINISTRATOR_UNLOCKED, Optional.of(ada.id()), Optional.of(grace.id()), Map.of());
        record(AuditEventType.SETTINGS_CHANGED, Optional.of(grace.id()), Optional.empty(), Map.of());

        assertThat(audit.about(realm.id(), grace.id(), Optional.empty(), 9).lines())
                .singleElement()
                .satisfies(
                        line -> assertThat(line.entry().knownType()).contains(AuditEventType.ADMINISTRATOR_UNLOCKED));
    }

    private void record(
            AuditEventType type,
            Optional<AdministratorId> actor,
            Optional<AdministratorId> subject,
            Map<String, String> details) {
        fakes.audit.log.record(new AuditEvent(type, realm.id(), actor, subject, Fakes.REQUESTER, details));
    }

    private String number(AuditQueryService.Line line) {
        return line.entry().details().get("number");
    }

    private static Person person(Administrator administrator) {
        return new Person(
                administrator.id(),
                Optional.of(administrator.displayName()),
                administrator.email().hint());
    }
}
