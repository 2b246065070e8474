package io.gatehouse.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.account.PasswordChangeService.Outcome;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.caller.Caller;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.NotPermittedException;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.link.LinkKind;
import io.gatehouse.password.PasswordFakes;
import io.gatehouse.password.Rejection;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.session.Session;
import io.gatehouse.session.StepUp;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PasswordChangeServiceTest {
    private static final String CURRENT = "correct horse battery staple";
    private static final String NEW = "violet harbour ladder quartz";

    private final Fakes fakes = new Fakes();
    private final PasswordFakes passwords = new PasswordFakes(fakes);
    private final PasswordChangeService service = new PasswordChangeService(
            fakes.actors,
            passwords.verifier,
            passwords.policy,
            passwords.hasher,
            fakes.administrators,
            fakes.sessions.revocation,
            fakes.mails.outbox,
            fakes.audit.log,
            fakes.transactions,
            fakes.clock);
    private final Realm realm = fakes.realm("passwords");
    private final Administrator ada = fakes.administrator(realm, "ada@example.com", Role.OBSERVER);
    private Caller caller;

    @BeforeEach
    void sign_in() {
        fakes.administrators.changePasswordHash(realm.id(), ada.id(), passwords.hasher.hash(CURRENT));
        caller = fakes.caller(ada);
    }

    @Test
    void stores_the_new_password() {
        assertThat(change(CURRENT, NEW)).isInstanceOf(Outcome.Changed.class);
        assertThat(isPassword(NEW)).isTrue();
        assertThat(isPassword(CURRENT)).isFalse();
    }

    @Test
    void keeps_only_the_callers_session_with_a_new_secret() {
        Session elsewhere = fakes.session(ada);

        var changed = (Outcome.Changed) change(CURRENT, NEW);

        assertThat(fakes.sessions.sessions.findById(elsewhere.id())).isEmpty();
        assertThat(changed.opened().session().id()).isEqualTo(caller.session().orElseThrow());
        assertThat(fakes.sessions.sessions.findByCookie(
                        realm.id(), changed.opened().secret()))
                .isPresent();
    }

    @Test
    void revokes_trusted_browsers_and_mailed_links() {
        fakes.sessions.trustedBrowsers.trust(realm, fakes.now(ada), Optional.empty(), Fakes.REQUESTER);
        String link = fakes.links.issue(LinkKind.PASSWORD_RESET, realm.id(), ada.id());

        change(CURRENT, NEW);

        assertThat(fakes.sessions.trustedBrowsers.revokeAll(ada.id())).isZero();
        assertThat(fakes.links.consume(LinkKind.PASSWORD_RESET, realm.id(), link))
                .isEmpty();
    }

    @Test
    void is_audited_and_mailed_with_a_link_to_report_it() {
        change(CURRENT, NEW);
        assertThat(fakes.audit.details(AuditEventType.PASSWORD_CHANGED)).contains(Map.of("by", "ACCOUNT"));
        assertThat(fakes.mails.posted()).singleElement().satisfies(mail -> {
            assertThat(mail.kind()).isEqualTo(MailKind.PASSWORD_CHANGED);
            assertThat(mail.to()).isEqualTo(ada.email());
            assertThat(mail.details()).containsKey("report");
        });
    }

    @Test
    void refuses_a_wrong_current_password_and_counts_it() {
        for (int i = 0; i < 5; i++) {
            assertThat(change("wrong", NEW)).isEqualTo(refused(Refusal.of(Reason.INVALID_CREDENTIALS)));
        }
        assertThat(change(CURRENT, NEW))
                .isEqualTo(refused(
                        Refusal.until(Reason.THROTTLED, fakes.clock.instant().plus(Duration.ofMinutes(1)))));
        assertUnchanged();
    }

    @Test
    void rejects_a_weak_password_and_the_current_one() {
        assertThat(change(CURRENT, "violet"))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.reasons()).contains(Rejection.TOO_SHORT));
        assertThat(change(CURRENT, CURRENT)).isEqualTo(new Outcome.Rejected(List.of(Rejection.REUSED)));
        assertUnchanged();
    }

    @Test
    void requires_a_recent_verification() {
        fakes.clock.advance(StepUp.MAX_AGE);
        assertNotPermitted(NotPermittedException.Reason.STEP_UP_REQUIRED);
    }

    @Test
    void is_refused_if_the_account_changes_while_the_new_password_is_hashed() {
        whileTheNewPasswordIsHashed(() -> fakes.administrators.removePhone(realm.id(), ada.id()));
        assertThat(change(CURRENT, NEW)).isEqualTo(refused(Refusal.of(Reason.FLOW_EXPIRED)));
        assertUnchanged();
    }

    @Test
    void is_not_permitted_if_the_session_is_revoked_while_the_new_password_is_hashed() {
        whileTheNewPasswordIsHashed(() -> fakes.sessions.sessions.revokeAll(ada.id(), Optional.empty()));
        assertNotPermitted(NotPermittedException.Reason.UNAUTHENTICATED);
    }

    /** The current password is compared first, then the new one with it, and then the new one is hashed. */
    private void whileTheNewPasswordIsHashed(Runnable code) {
        int[] hashes = {0};
        passwords.whileHashing(() -> {
            if (++hashes[0] == 3) {
                code.run();
            }
        });
    }

    private Outcome change(String current, String next) {
        return service.change(caller, current, next);
    }

    private void assertNotPermitted(NotPermittedException.Reason reason) {
        assertThatThrownBy(() -> change(CURRENT, NEW))
                .isInstanceOfSatisfying(
                        NotPermittedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
        assertUnchanged();
    }

    private void assertUnchanged() {
        assertThat(isPassword(CURRENT)).isTrue();
        assertThat(fakes.audit.details(AuditEventType.PASSWORD_CHANGED)).isEmpty();
        assertThat(fakes.mails.posted()).isEmpty();
    }

    private boolean isPassword(String password) {
        return passwords.hasher.verify(password, fakes.now(ada).passwordHash()).matches();
    }

    private static Outcome refused(Refusal refusal) {
        return new Outcome.Refused(refusal);
    }
}
