package io.gatehouse.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.caller.Caller;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.NotPermittedException;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.session.StepUp;
import io.gatehouse.testing.Fakes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnAccountTest {
    private final Fakes fakes = new Fakes();
    private final OwnAccount account = new OwnAccount(
            fakes.actors, fakes.administrators, fakes.recoveryCodes, fakes.audit.log, fakes.mails.outbox, fakes.clock);
    private final Realm realm = fakes.realm("own");
    private final Administrator ada = fakes.administrator(realm, "ada@example.com", Role.OBSERVER);
    private final Caller caller = fakes.caller(ada);

    @Test
    void a_language_is_chosen_and_given_up_for_the_realms() {
        account.chooseLanguage(caller, Optional.of(Locale.JAPANESE));
        assertThat(fakes.now(ada).locale()).contains("ja");
        assertThat(fakes.audit.details(AuditEventType.LANGUAGE_CHANGED)).contains(Map.of("language", "ja"));

        account.chooseLanguage(caller, Optional.empty());
        assertThat(fakes.now(ada).locale()).isEmpty();
        assertThat(fakes.audit.details(AuditEventType.LANGUAGE_CHANGED)).contains(Map.of("language", "realm"));
    }

    @Test
    void a_language_needs_no_recent_verification() {
        fakes.clock.advance(StepUp.MAX_AGE);
        account.chooseLanguage(caller, Optional.of(Locale.FRENCH));
        assertThat(fakes.now(ada).locale()).contains("fr");
    }

    @Test
    void a_new_set_of_recovery_codes_replaces_the_previous_one() {
        List<String> previous = account.renewRecoveryCodes(caller);
        List<String> codes = account.renewRecoveryCodes(caller);

        assertThat(codes)
                .hasSize(10)
                .doesNotContainAnyElementsOf(previous)
                .allMatch(code -> code.matches("\\w{4}-\\w{4}-\\w{4}-\\w{4}"));
        assertThat(previous).noneMatch(this::use);
        assertThat(codes).allMatch(this::use).noneMatch(this::use);
        assertThat(fakes.audit.details(AuditEventType.RECOVERY_CODES_CREATED)).contains(Map.of("count", "10"));
        assertThat(fakes.mails.posted(MailKind.RECOVERY_CODES_CREATED))
                .hasSize(2)
                .allSatisfy(mail -> {
                    assertThat(mail.to()).isEqualTo(ada.email());
                    assertThat(mail.details()).containsOnlyKeys("report");
                });
    }

    @Test
    void recovery_codes_require_a_recent_verification() {
        fakes.clock.advance(StepUp.MAX_AGE);
        assertThatThrownBy(() -> account.renewRecoveryCodes(caller))
                .isInstanceOfSatisfying(
                        NotPermittedException.class,
                        refused ->
                                assertThat(refused.reason()).isEqualTo(NotPermittedException.Reason.STEP_UP_REQUIRED));
        assertThat(fakes.recoveryCodes.countUsable(ada.id())).isZero();
        assertThat(fakes.mails.posted()).isEmpty();
    }

    private boolean use(String code) {
        return fakes.recoveryCodes.use(ada.id(), code);
    }
}
