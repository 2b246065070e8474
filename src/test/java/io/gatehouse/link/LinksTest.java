package io.gatehouse.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class LinksTest {
    private final Fakes fakes = new Fakes();
    private final Links links = fakes.links;
    private final Realm realm = fakes.realm("links");
    private final Administrator ada = fakes.administrator(realm, "ada@example.com", Role.OPERATOR);

    @Test
    void a_link_is_consumed_once() {
        String token = issue(LinkKind.PASSWORD_RESET);
        assertThat(links.consume(LinkKind.PASSWORD_RESET, realm.id(), token)).contains(ada);
        assertThat(links.consume(LinkKind.PASSWORD_RESET, realm.id(), token)).isEmpty();
    }

    @Test
    void a_released_link_can_be_consumed_again() {
        String token = issue(LinkKind.PASSWORD_RESET);
        links.consume(LinkKind.PASSWORD_RESET, realm.id(), token);
        links.release(token);
        assertThat(links.consume(LinkKind.PASSWORD_RESET, realm.id(), token)).contains(ada);
    }

    @ParameterizedTest
    @CsvSource({"PASSWORD_RESET, PT15M", "INVITATION, PT24H", "PHONE_RESET, PT24H"})
    void each_kind_has_its_lifetime(LinkKind kind, Duration lifetime) {
        String first = issue(kind);
        fakes.clock.advance(lifetime.minusMillis(1));
        assertThat(links.consume(kind, realm.id(), first)).contains(ada);

        String second = issue(kind);
        fakes.clock.advance(lifetime);
        assertThat(links.consume(kind, realm.id(), second)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "INVITATION")
    void a_link_is_valid_for_its_kind_only(LinkKind other) {
        String token = issue(LinkKind.INVITATION);
        assertThat(links.consume(other, realm.id(), token)).isEmpty();
        assertThat(links.consume(LinkKind.INVITATION, realm.id(), token)).contains(ada);
    }

    @Test
    void a_link_is_valid_in_its_realm_only() {
        String token = issue(LinkKind.PASSWORD_RESET);
        assertThat(links.consume(LinkKind.PASSWORD_RESET, fakes.realm("other").id(), token))
                .isEmpty();
    }

    @Test
    void a_link_of_a_deleted_account_is_not_valid() {
        String token = issue(LinkKind.PASSWORD_RESET);
        fakes.administrators.delete(realm.id(), ada.id());
        assertThat(links.consume(LinkKind.PASSWORD_RESET, realm.id(), token)).isEmpty();
    }

    @Test
    void a_newer_link_replaces_older_ones_of_its_kind_and_account() {
        Administrator grace = fakes.administrator(realm, "grace@example.com", Role.OPERATOR);
        String replaced = issue(LinkKind.PASSWORD_RESET);
        String ofOtherKind = issue(LinkKind.PHONE_RESET);
        String ofOtherAccount = links.issue(LinkKind.PASSWORD_RESET, realm.id(), grace.id());

        String newest = issue(LinkKind.PASSWORD_RESET);

        assertThat(links.consume(LinkKind.PASSWORD_RESET, realm.id(), replaced)).isEmpty();
        assertThat(links.consume(LinkKind.PASSWORD_RESET, realm.id(), newest)).contains(ada);
        assertThat(links.consume(LinkKind.PHONE_RESET, realm.id(), ofOtherKind)).contains(ada);
        assertThat(links.consume(LinkKind.PASSWORD_RESET, realm.id(), ofOtherAccount))
                .contains(grace);
    }

    @Test
    void all_links_of_an_account_can_be_consumed() {
        String reset = issue(LinkKind.PASSWORD_RESET);
        String invitation = issue(LinkKind.INVITATION);
        links.consumeAll(ada.id());
        assertThat(links.consume(LinkKind.PASSWORD_RESET, realm.id(), reset)).isEmpty();
        assertThat(links.consume(LinkKind.INVITATION, realm.id(), invitation)).isEmpty();
    }

    @Test
    void a_valid_link_is_found_by_its_kind_and_age() {
        Duration time = Duration.ofMinutes(5);
        assertThat(links.hasValid(LinkKind.PASSWORD_RESET, ada.id(), time)).isFalse();
        String token = issue(LinkKind.PASSWORD_RESET);
        fakes.clock.advance(time.minusMillis(1));
        assertThat(links.hasValid(LinkKind.PASSWORD_RESET, ada.id(), time)).isTrue();
        assertThat(links.hasValid(LinkKind.INVITATION, ada.id(), time)).isFalse();
        assertThat(links.hasValid(LinkKind.PASSWORD_RESET, ada.id(), time.minusMillis(1)))
                .isFalse();
        links.consume(LinkKind.PASSWORD_RESET, realm.id(), token);
        assertThat(links.hasValid(LinkKind.PASSWORD_RESET, ada.id(), time)).isFalse();
    }

    private String issue(LinkKind kind) {
        return links.issue(kind, realm.id(), ada.id());
    }
}
