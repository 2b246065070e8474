package io.gatehouse.administration.servicetokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.audit.AuditEventType;
import io.gatehouse.caller.Caller;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.NotPermittedException;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.servicetoken.ServiceToken;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ServiceTokenAdministrationTest {
    private final Fakes fakes = new Fakes();
    private final ServiceTokenAdministration administration = new ServiceTokenAdministration(
            fakes.actors, fakes.serviceTokens, fakes.audit.log, fakes.mails.outbox, fakes.clock);
    private final Realm realm = fakes.realm("tokens");
    private final Caller caller =
            fakes.caller(fakes.administrator(realm, "root@example.com", Role.SYSTEM_ADMINISTRATOR));

    @Test
    void a_created_token_can_be_used_until_it_is_revoked() {
        ServiceToken.Created created = create(caller);
        UUID id = created.token().id();

        assertThat(fakes.serviceTokens.authenticate(realm.id(), created.secret(), Fakes.REQUESTER))
                .isPresent();
        assertThat(fakes.audit.details(AuditEventType.SERVICE_TOKEN_CREATED)).contains(Map.of("token", id.toString()));

        assertThat(administration.revoke(caller, id)).isTrue();
        assertThat(administration.revoke(caller, id)).isFalse();

        assertThat(fakes.serviceTokens.authenticate(realm.id(), created.secret(), Fakes.REQUESTER))
                .isEmpty();
        assertThat(fakes.audit.entries())
                .filteredOn(entry -> entry.is(AuditEventType.SERVICE_TOKEN_REVOKED))
                .hasSize(1);
    }

    @Test
    void the_creator_gets_a_mail_about_a_token() {
        create(caller);
        assertThat(fakes.mails.posted()).singleElement().satisfies(mail -> {
            assertThat(mail.kind()).isEqualTo(MailKind.SERVICE_TOKEN_CREATED);
            assertThat(mail.to().value()).isEqualTo("root@example.com");
            assertThat(mail.details()).containsEntry("about", "backup").containsOnlyKeys("about", "report");
        });
    }

    @Test
    void a_token_of_another_realm_is_not_revoked() {
        UUID id = create(caller).token().id();
        Caller stranger =
                fakes.caller(fakes.administrator(fakes.realm("other"), "root@example.com", Role.SYSTEM_ADMINISTRATOR));
        assertThat(administration.revoke(stranger, id)).isFalse();
        assertThat(fakes.serviceTokens.find(id)).isPresent();
    }

    @Test
    void operators_create_none_and_a_recent_verification_is_required() {
        Caller operator = fakes.caller(fakes.administrator(realm, "ada@example.com", Role.OPERATOR));
        assertThatThrownBy(() -> create(operator)).isInstanceOf(NotPermittedException.class);
        fakes.clock.advance(Duration.ofMinutes(5));
        assertThatThrownBy(() -> create(caller)).isInstanceOf(NotPermittedException.class);
    }

    private ServiceToken.Created create(Caller by) {
        return administration.create(by, "backup", Role.OBSERVER, Duration.ofDays(90), List.of());
    }
}
