package io.gatehouse.administration.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.administration.accounts.Accounts.Page;
import io.gatehouse.administrator.AccountState;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.AdministratorQuery;
import io.gatehouse.administrator.AdministratorQuery.Position;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.otp.CodeLockout.Scope;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private final Fakes fakes = new Fakes();
    private final Accounts accounts = AccountFakes.accounts(fakes);
    private final Realm realm = fakes.realm("accounts");

    @Test
    void are_listed_page_by_page_in_the_order_of_their_addresses() {
        IntStream.of(3, 1, 5, 2, 4).forEach(i -> fakes.administrator(realm, i + "@example.com", Role.OBSERVER));
        fakes.administrator(fakes.realm("other"), "0@example.com", Role.OBSERVER);

        Page first = accounts.search(realm.id(), AdministratorQuery.of(""), Optional.empty(), 2);
        Page second = accounts.search(realm.id(), AdministratorQuery.of(""), after(first), 2);
        Page third = accounts.search(realm.id(), AdministratorQuery.of(""), after(second), 2);

        assertThat(first.accounts()).extracting(this::email).containsExactly("1@example.com", "2@example.com");
        assertThat(second.accounts()).extracting(this::email).containsExactly("3@example.com", "4@example.com");
        assertThat(third.accounts()).extracting(this::email).containsExactly("5@example.com");
        assertThat(third.next()).isEmpty();
    }

    @Test
    void a_full_last_page_has_no_next_one() {
        fakes.administrator(realm, "ada@example.com", Role.OBSERVER);
        assertThat(accounts.search(realm.id(), AdministratorQuery.of(""), Optional.empty(), 1)
                        .next())
                .isEmpty();
    }

    @Test
    void a_page_after_an_unknown_account_is_not_found() {
        Administrator stranger = fakes.administrator(fakes.realm("other"), "ada@example.com", Role.OBSERVER);
        assertThatThrownBy(() -> accounts.search(
                        realm.id(), AdministratorQuery.of(""), Optional.of(new Position(stranger.id(), false)), 2))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> accounts.get(realm.id(), new AdministratorId(UUID.randomUUID())))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void have_a_state() {
        Administrator ada = fakes.administrator(realm, "ada@example.com", Role.OPERATOR);
        Administrator pending =
                fakes.administrators.create(realm.id(), new EmailAddress("new@example.com"), "Grace", Role.OBSERVER);
        assertThat(accounts.of(ada).state()).isEqualTo(AccountState.ACTIVE);
        assertThat(accounts.of(pending).state()).isEqualTo(AccountState.PENDING);

        IntStream.range(0, 10).forEach(i -> fakes.otp.lockout.wrong(ada.id(), Scope.SIGN_IN, Optional.empty()));
        Account locked = accounts.get(realm.id(), ada.id());
        assertThat(locked.state()).isEqualTo(AccountState.LOCKED);
        assertThat(locked.lockedUntil()).contains(fakes.clock.instant().plus(Duration.ofMinutes(15)));
        assertThat(accounts.search(realm.id(), AdministratorQuery.of(""), Optional.empty(), 9)
                        .accounts())
                .contains(locked);

        Administrator disabled = fakes.administrators.change(ada, ada.displayName(), ada.role(), true);
        assertThat(accounts.of(disabled).state()).isEqualTo(AccountState.DISABLED);
    }

    private static Optional<Position> after(Page page) {
        return page.next().map(last -> new Position(last, false));
    }

    private String email(Account account) {
        return account.administrator().email().value();
    }
}
