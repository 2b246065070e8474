package io.gatehouse.administration.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.administration.realm.RealmCreation.Created;
import io.gatehouse.administration.realm.RealmCreation.Plan;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.audit.AuditEntry;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.caller.Caller;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.invitation.InvitationFakes;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.kernel.NotPermittedException;
import io.gatehouse.kernel.ThrottledException;
import io.gatehouse.link.LinkKind;
import io.gatehouse.passwordreset.PasswordResetFakes;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Fakes;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Creates and deletes realms. */
class RealmCreationTest {
    private static final EmailAddress EMAIL = new EmailAddress("first@example.com");

    private final Fakes fakes = new Fakes();
    private final RealmCreation creation = new RealmCreation(
            fakes.actors,
            fakes.mailLimits,
            fakes.realms,
            fakes.administrators,
            InvitationFakes.invitations(fakes, new PasswordResetFakes(fakes)),
            fakes.audit.log);
    private final RealmDeletion deletion = new RealmDeletion(fakes.actors, fakes.realms, fakes.audit.log);
    private final Realm root = fakes.realm("root");
    private final Caller caller =
            fakes.caller(fakes.administrator(root, "root@example.com", Role.SYSTEM_ADMINISTRATOR));

    @Test
    void a_command_creates_a_realm_and_returns_the_link_of_its_first_administrator() {
        Created created = creation.create("acme", EMAIL).orElseThrow();

        String url = created.passwordUrl();
        assertThat(url).startsWith("https://gatehouse.example/realms/acme/invitation?token=");
        assertThat(created).hasToString("Created[acme]");
        Administrator first =
                fakes.administrators.find(created.realm().id(), EMAIL).orElseThrow();
        assertThat(first.role()).isEqualTo(Role.SYSTEM_ADMINISTRATOR);
        assertThat(fakes.links.consume(LinkKind.INVITATION, created.realm().id(), url.substring(url.indexOf('=') + 1)))
                .contains(first);
        assertThat(fakes.mails.posted()).isEmpty();
    }

    @Test
    void a_system_administrator_of_the_root_realm_creates_one_and_the_invitation_is_mailed() {
        Realm created =
                creation.create(caller, new Plan("acme", "Acme", EMAIL, "Ada")).orElseThrow();

        assertThat(created.settings().displayName()).isEqualTo("Acme");
        assertThat(created.root()).isFalse();
        assertThat(fakes.administrators.find(created.id(), EMAIL).orElseThrow().displayName())
                .isEqualTo("Ada");
        assertThat(fakes.mails.posted(MailKind.INVITATION))
                .singleElement()
                .satisfies(mail -> assertThat(mail.to()).isEqualTo(EMAIL));
        assertThat(fakes.audit.entries())
                .filteredOn(entry -> entry.is(AuditEventType.REALM_CREATED))
                .extracting(AuditEntry::details)
                .containsExactly(Map.of("by", "root"), Map.of("realm", "acme"));
    }

    @Test
    void its_invitations_are_throttled() {
        for (int i = 0; i < 5; i++) {
            creation.create(caller, new Plan("acme-" + i, "Acme", EMAIL, "Ada"));
        }
        assertThatThrownBy(() -> creation.create(caller, new Plan("acme", "Acme", EMAIL, "Ada")))
                .isInstanceOf(ThrottledException.class);
        assertThat(fakes.mails.posted(MailKind.INVITATION)).hasSize(5);
    }

    @Test
    void a_taken_name_changes_nothing() {
        fakes.realm("acme");
        assertThat(creation.create("acme", EMAIL)).isEmpty();
        assertThat(creation.create(caller, new Plan("acme", "Acme", EMAIL, "Ada")))
                .isEmpty();
        assertThat(fakes.audit.entries()).isEmpty();
    }

    @Test
    void realms_are_deleted_except_the_root_realm() {
        Realm acme = fakes.realm("acme");

        assertThat(deletion.delete(caller, "acme")).isTrue();
        assertThat(deletion.delete(caller, "root")).isFalse();
        assertThatThrownBy(() -> deletion.delete(caller, "acme")).isInstanceOf(NotFoundException.class);

        assertThat(fakes.realms.find(acme.id())).isEmpty();
        assertThat(fakes.realms.find(root.id())).isPresent();
        assertThat(fakes.audit.details(AuditEventType.REALM_DELETED)).contains(Map.of("realm", "acme"));
    }

    @Test
    void only_the_root_realm_manages_realms() {
        Realm acme = fakes.realm("acme");
        Caller other = fakes.caller(fakes.administrator(acme, "ada@example.com", Role.SYSTEM_ADMINISTRATOR));
        assertThatThrownBy(() -> creation.create(other, new Plan("more", "More", EMAIL, "Ada")))
                .isInstanceOf(NotPermittedException.class);
        assertThatThrownBy(() -> deletion.delete(other, "acme")).isInstanceOf(NotPermittedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a-1", "0", "x2345678901234567890123456789012345678901234567890123456789012"})
    void names_of_realms(String name) {
        assertThat(Realm.isSlug(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A",
                "a_b",
                "-a",
                "a-",
                "a b",
                "ä",
                "x23456789012345678901234567890123456789012345678901234567890123x"
            })
    void other_texts(String name) {
        assertThat(Realm.isSlug(name)).isFalse();
    }
}
