package io.gatehouse.administration.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.administrator.AccountState;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.caller.Caller;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.kernel.Requester;
import io.gatehouse.otp.CodeLockout.Scope;
import io.gatehouse.ratelimit.PasswordAttempts;
import io.gatehouse.ratelimit.PasswordAttempts.Attempt;
import io.gatehouse.ratelimit.PasswordAttemptsFakes;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccountSupportServiceTest {
    private final Fakes fakes = new Fakes();
    private final PasswordAttempts attempts = new PasswordAttemptsFakes(fakes).attempts;
    private final AccountSupportService support = new AccountSupportService(
            fakes.actors,
            fakes.administrators,
            AccountFakes.accounts(fakes),
            fakes.otp.lockout,
            attempts,
            fakes.sessions.sessions,
            fakes.audit.log);
    private final Realm realm = fakes.realm("support");
    private final Administrator ada = fakes.administrator(realm, "ada@example.com", Role.OBSERVER);
    private final Caller operator = fakes.caller(fakes.administrator(realm, "operator@example.com", Role.OPERATOR));

    @Test
    void unlocking_removes_the_locks_of_codes_and_passwords() {
        lock();
        assertThat(support.unlock(operator, ada.id()).state()).isEqualTo(AccountState.ACTIVE);
        assertUnlocked();
    }

    @Test
    void a_hundred_wrong_passwords_in_a_row_are_ended_by_another_system_administrator_only() {
        IntStream.range(0, 100).forEach(i -> attempts.failed(attempt("198.51.100." + i)));
        support.unlock(operator, ada.id());
        assertThat(attempts.tryAcquire(attempt("203.0.113.1"))).isPresent();
        Caller systemAdministrator =
                fakes.caller(fakes.administrator(realm, "root@example.com", Role.SYSTEM_ADMINISTRATOR));
        support.unlock(systemAdministrator, ada.id());
        assertThat(attempts.tryAcquire(attempt("203.0.113.1"))).isEmpty();
    }

    @Test
    void the_count_of_wrong_codes_is_cleared_by_another_system_administrator_only() {
        Administrator root = fakes.administrator(realm, "root@example.com", Role.SYSTEM_ADMINISTRATOR);
        wrongCodes(ada, 49);
        assertThat(support.unlock(operator, ada.id()).lockedUntil()).isEmpty();
        wrongCodes(ada, 1);
        assertThat(support.unlock(operator, ada.id()).lockedUntil()).isPresent();
        assertThat(support.unlock(fakes.caller(root), ada.id()).lockedUntil()).isEmpty();
        wrongCodes(ada, 9);
        assertThat(fakes.otp.lockout.locks(List.of(ada.id()))).isEmpty();

        wrongCodes(root, 50);
        assertThat(support.unlock(fakes.caller(root), root.id()).lockedUntil()).isPresent();
    }

    @Test
    void a_system_administrator_clears_no_count_without_a_recent_step_up() {
        Caller root = fakes.caller(fakes.administrator(realm, "root@example.com", Role.SYSTEM_ADMINISTRATOR));
        fakes.clock.advance(Duration.ofMinutes(5));
        IntStream.range(0, 100).forEach(i -> attempts.failed(attempt("198.51.100." + i)));
        wrongCodes(ada, 50);

        assertThat(support.unlock(root, ada.id()).lockedUntil()).isPresent();
        assertThat(attempts.tryAcquire(attempt("203.0.113.1"))).isPresent();
    }

    private void wrongCodes(Administrator administrator, int count) {
        IntStream.range(0, count)
                .forEach(i -> fakes.otp.lockout.wrong(administrator.id(), Scope.SIGN_IN, Optional.of(Channel.SMS)));
    }

    private Attempt attempt(String address) {
        return attempts.of(
                realm.id(),
                ada.email().value(),
                Optional.empty(),
                Optional.empty(),
                new Requester(address, "test", "request"));
    }

    @Test
    void unlocking_by_command_names_the_account_by_its_address() {
        lock();
        assertThat(support.unlockByCommand(realm.id(), new EmailAddress("unknown@example.com")))
                .isFalse();
        assertThat(throttled()).isTrue();

        assertThat(support.unlockByCommand(realm.id(), ada.email())).isTrue();
        assertUnlocked();
    }

    @Test
    void sessions_are_revoked_and_counted() {
        fakes.session(ada);
        fakes.session(ada);

        support.revokeSessions(operator, ada.id());

        assertThat(fakes.sessions.list.of(ada.id())).isEmpty();
        assertThat(fakes.audit.details(AuditEventType.SESSION_REVOKED)).contains(Map.of("sessions", "2"));
    }

    @Test
    void accounts_of_other_realms_are_not_found() {
        Administrator stranger = fakes.administrator(fakes.realm("other"), "ada@example.com", Role.OBSERVER);
        assertThatThrownBy(() -> support.unlock(operator, stranger.id())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> support.revokeSessions(operator, stranger.id()))
                .isInstanceOf(NotFoundException.class);
    }

    private void lock() {
        IntStream.range(0, 10).forEach(i -> fakes.otp.lockout.wrong(ada.id(), Scope.SIGN_IN, Optional.empty()));
        assertThat(fakes.otp.lockout.locks(List.of(ada.id()))).isNotEmpty();
        IntStream.range(0, 5).forEach(i -> throttled());
        assertThat(throttled()).isTrue();
    }

    private boolean throttled() {
        return attempts.tryAcquire(attempts.of(
                        realm.id(), ada.email().value(), Optional.empty(), Optional.empty(), Fakes.REQUESTER))
                .isPresent();
    }

    private void assertUnlocked() {
        assertThat(fakes.otp.lockout.locks(List.of(ada.id()))).isEmpty();
        assertThat(throttled()).isFalse();
        assertThat(fakes.audit.details(AuditEventType.ADMINISTRATOR_UNLOCKED)).isPresent();
    }
}
