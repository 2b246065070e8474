package io.gatehouse.administration.phonereset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.administration.phonereset.PhoneResets.AwaitingApproval;
import io.gatehouse.administration.phonereset.PhoneResets.Conflict;
import io.gatehouse.administration.phonereset.PhoneResets.Outcome;
import io.gatehouse.administration.phonereset.PhoneResets.PhoneReset;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.administrator.Role;
import io.gatehouse.audit.AuditEntry;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.caller.Caller;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.KernelFakes;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.kernel.ThrottledException;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.link.LinkConfig;
import io.gatehouse.link.LinkKind;
import io.gatehouse.realm.Realm;
import io.gatehouse.reportlink.MisuseReported;
import io.gatehouse.testing.Defaults;
import io.gatehouse.testing.Fakes;
import io.gatehouse.testing.InMemoryTable;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PhoneResetsTest {
    private static final Duration DAY = Duration.ofHours(24);

    private final Fakes fakes = new Fakes();
    private final InMemoryResets rows = new InMemoryResets();
    private final PhoneResetDecisions decisions = new PhoneResetDecisions(
            rows,
            fakes.administrators,
            new PhoneResetMails(
                    fakes.realms,
                    fakes.administrators,
                    fakes.links,
                    KernelFakes.urls(),
                    fakes.mails.outbox,
                    fakes.dispatch.phoneNotices,
                    fakes.clock),
            Defaults.of(LinkConfig.class),
            fakes.sessions.revocation,
            fakes.audit.log,
            fakes.clock,
            fakes.transactions);
    private final PhoneResets resets = new PhoneResets(
            fakes.actors,
            fakes.mailLimits,
            fakes.administrators,
            fakes.administratorLists,
            rows,
            fakes.links,
            decisions);
    private final Realm realm = fakes.realm("resets");
    private final Administrator ada = fakes.administrators.setProvenPhone(
            fakes.administrator(realm, "ada@example.com", Role.OPERATOR), new MobileNumber("+491751234567"));
    private final Administrator root = fakes.administrator(realm, "root@example.com", Role.SYSTEM_ADMINISTRATOR);

    @Test
    void a_request_is_announced_to_the_administrator_by_mail_and_text_message() {
        PhoneReset reset = request();

        assertThat(resets.findPending(ada.id())).contains(reset);
        assertThat(fakes.mails.posted(MailKind.PHONE_RESET_REQUESTED))
                .singleElement()
                .satisfies(mail -> assertThat(mail.administrator()).isEqualTo(ada.id()));
        assertThat(fakes.dispatch.messages())
                .singleElement()
                .satisfies(message ->
                        assertThat(message.destination()).isEqualTo(ada.phone().orElseThrow()));
        assertThat(fakes.audit.details(AuditEventType.PHONE_RESET_REQUESTED))
                .contains(Map.of("request", reset.id().toString()));
    }

    @Test
    void a_second_request_returns_the_pending_one() {
        assertThat(request()).isEqualTo(request());
        assertThat(fakes.mails.posted(MailKind.PHONE_RESET_REQUESTED)).hasSize(1);
    }

    @Test
    void requests_that_are_cancelled_again_are_throttled() {
        for (int i = 0; i < 5; i++) {
            resets.cancel(fakes.caller(root), ada.id(), request().id());
        }
        assertThatThrownBy(this::request).isInstanceOf(ThrottledException.class);
        assertThat(fakes.mails.posted(MailKind.PHONE_RESET_REQUESTED)).hasSize(5);
    }

    @Test
    void an_account_without_number_has_none_to_reset() {
        assertThat(resets.request(fakes.caller(root), root.id())).isEqualTo(new Outcome.Refused(Conflict.NO_NUMBER));
    }

    @Test
    void accounts_and_requests_of_others_are_not_found() {
        Administrator stranger = fakes.administrator(fakes.realm("other"), "ada@example.com", Role.OPERATOR);
        Caller caller = fakes.caller(root);
        UUID reset = request().id();
        assertThatThrownBy(() -> resets.request(caller, stranger.id())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> resets.cancel(caller, root.id(), reset)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> resets.cancel(caller, ada.id(), UUID.randomUUID()))
                .isInstanceOf(NotFoundException.class);
    }

    @Nested
    class Without_another_system_administrator {
        @Test
        void it_is_applied_after_a_day() {
            fakes.session(ada);
            assertThat(request().effectiveAt()).contains(fakes.clock.instant().plus(DAY));

            fakes.clock.advance(DAY.minusMillis(1));
            decisions.decideDue();
            assertThat(fakes.now(ada).phone()).isPresent();

            fakes.clock.advance(Duration.ofMillis(1));
            decisions.decideDue();
            assertApplied();
        }

        @Test
        void approval_is_refused() {
            PhoneReset reset = request();
            Administrator late = fakes.administrator(realm, "late@example.com", Role.SYSTEM_ADMINISTRATOR);
            assertThat(resets.approve(fakes.caller(late), ada.id(), reset.id()))
                    .isEqualTo(new Outcome.Refused(Conflict.NOT_OPEN));
            assertThat(resets.awaitingApproval(realm.id())).isEmpty();
        }

        @Test
        void one_who_cannot_sign_in_or_is_the_subject_does_not_count() {
            Administrator disabled = fakes.administrator(realm, "x@example.com", Role.SYSTEM_ADMINISTRATOR);
            fakes.administrators.change(disabled, "X", Role.SYSTEM_ADMINISTRATOR, true);
            fakes.administrators.change(ada, "Ada", Role.SYSTEM_ADMINISTRATOR, false);
            assertThat(request().needsApproval()).isFalse();
        }
    }

    @Nested
    class With_another_system_administrator {
        private final Administrator other = fakes.administrator(realm, "other@example.com", Role.SYSTEM_ADMINISTRATOR);

        @Test
        void that_one_approves_it() {
            fakes.session(ada);
            PhoneReset reset = request();
            assertThat(reset.needsApproval()).isTrue();
            assertThat(resets.awaitingApproval(realm.id()))
                    .containsExactly(new AwaitingApproval(ada.id(), ada.displayName()));

            assertThat(approve(other, reset)).isEqualTo(new Outcome.Decided());

            assertApplied();
            assertThat(types())
                    .containsSubsequence(
                            AuditEventType.PHONE_RESET_REQUESTED,
                            AuditEventType.PHONE_RESET_APPROVED,
                            AuditEventType.PHONE_RESET);
            assertThat(resets.awaitingApproval(realm.id())).isEmpty();
            assertThat(approve(other, reset)).isEqualTo(new Outcome.Refused(Conflict.NOT_OPEN));
        }

        @Test
        void the_requester_and_the_subject_cannot_approve_it() {
            PhoneReset reset = request();
            assertThat(approve(root, reset)).isEqualTo(new Outcome.Refused(Conflict.SELF_APPROVAL));
            fakes.administrators.change(ada, "Ada", Role.SYSTEM_ADMINISTRATOR, false);
            assertThat(approve(ada, reset)).isEqualTo(new Outcome.Refused(Conflict.SELF_APPROVAL));
            assertThat(fakes.now(ada).phone()).isPresent();
        }

        @Test
        void it_expires_after_a_day_without_approval() {
            PhoneReset reset = request();
            fakes.clock.advance(DAY);

            decisions.decideDue();

            assertThat(fakes.now(ada).phone()).isPresent();
            assertThat(resets.findPending(ada.id())).isEmpty();
            assertThat(types()).doesNotContain(AuditEventType.PHONE_RESET);
            assertThat(approve(other, reset)).isEqualTo(new Outcome.Refused(Conflict.NOT_OPEN));
        }
    }

    @Nested
    class A_cancelled_one {
        @Test
        void is_not_applied() {
            PhoneReset reset = request();

            assertThat(resets.cancel(fakes.caller(root), ada.id(), reset.id())).isEqualTo(new Outcome.Decided());

            fakes.clock.advance(DAY);
            decisions.decideDue();
            assertThat(fakes.now(ada).phone()).isPresent();
            assertCancelledBy(root);
            assertThat(resets.cancel(fakes.caller(root), ada.id(), reset.id()))
                    .isEqualTo(new Outcome.Refused(Conflict.NOT_OPEN));
        }

        @Test
        void may_be_cancelled_by_its_subject() {
            assertThat(resets.cancel(fakes.caller(ada), ada.id(), request().id()))
                    .isEqualTo(new Outcome.Decided());
            assertCancelledBy(ada);
        }

        @Test
        void may_be_cancelled_by_the_mailed_link_once() {
            request();
            String link = fakes.mails
                    .posted(MailKind.PHONE_RESET_REQUESTED)
                    .get(0)
                    .details()
                    .get("link");
            String token = link.substring(link.indexOf('=') + 1);

            assertThat(resets.cancel(fakes.realm("other"), token, Fakes.REQUESTER))
                    .isFalse();
            assertThat(resets.cancel(realm, token, Fakes.REQUESTER)).isTrue();
            assertThat(resets.cancel(realm, token, Fakes.REQUESTER)).isFalse();
            assertCancelledBy(ada);
        }

        @Test
        void is_not_cancelled_by_a_link_left_over() {
            request();
            resets.cancel(fakes.caller(root), ada.id(), request().id());
            String token = fakes.links.issue(LinkKind.PHONE_RESET, realm.id(), ada.id());
            assertThat(resets.cancel(realm, token, Fakes.REQUESTER)).isFalse();
        }

        @Test
        void is_cancelled_by_a_report_of_misuse() {
            request();
            decisions.cancelReported(new MisuseReported(realm.id(), ada.id(), Fakes.REQUESTER));
            assertCancelledBy(ada);
        }

        private void assertCancelledBy(Administrator actor) {
            assertThat(resets.findPending(ada.id())).isEmpty();
            assertThat(fakes.audit.entries())
                    .filteredOn(entry -> entry.type() == AuditEventType.PHONE_RESET_CANCELLED)
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.actor()).contains(actor.id()))
                    .satisfies(entry -> assertThat(entry.subject()).contains(ada.id()));
        }
    }

    private PhoneReset request() {
        Outcome outcome = resets.request(fakes.caller(root), ada.id());
        assertThat(outcome).isInstanceOf(Outcome.Pending.class);
        return ((Outcome.Pending) outcome).reset();
    }

    private Outcome approve(Administrator administrator, PhoneReset reset) {
        return resets.approve(fakes.caller(administrator), ada.id(), reset.id());
    }

    private void assertApplied() {
        assertThat(fakes.now(ada).phone()).isEmpty();
        assertThat(fakes.sessions.sessions.list(ada.id())).isEmpty();
        assertThat(resets.findPending(ada.id())).isEmpty();
        assertThat(fakes.mails.posted(MailKind.PHONE_RESET)).hasSize(1);
        assertThat(types()).contains(AuditEventType.PHONE_RESET);
    }

    private List<AuditEventType> types() {
        return fakes.audit.entries().stream().map(AuditEntry::type).toList();
    }

    private static final class InMemoryResets extends PhoneResetEntity.Repository
            implements InMemoryTable<PhoneResetEntity, UUID> {
        private final Map<UUID, PhoneResetEntity> rows = new LinkedHashMap<>();

        @Override
        public Map<UUID, PhoneResetEntity> rows() {
            return rows;
        }

        @Override
        public UUID idOf(PhoneResetEntity row) {
            return row.id;
        }

        @Override
        Optional<PhoneResetEntity> findOpen(AdministratorId administrator) {
            return where(row -> row.decidedAt == null && row.administrator().equals(administrator))
                    .findFirst();
        }

        @Override
        List<PhoneResetEntity> listAwaitingApproval(RealmId realm) {
            return where(row -> row.decidedAt == null
                            && row.needsApproval
                            && row.realm().equals(realm))
                    .toList();
        }

        @Override
        Optional<PhoneResetEntity> findDue(Instant now) {
            return where(row -> row.decidedAt == null && !row.dueAt.isAfter(now))
                    .min(Comparator.comparing(row -> row.dueAt));
        }
    }
}
