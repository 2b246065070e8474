package io.gatehouse.administration.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administration.notice.NoticeFakes;
import io.gatehouse.administration.settings.SettingsChanges.Edit;
import io.gatehouse.administration.settings.SettingsChanges.Outcome;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.caller.Caller;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.otp.CodeLockout.Scope;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.AuthenticatorUse;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.realm.SettingsRule;
import io.gatehouse.session.Session;
import io.gatehouse.session.Session.SecondFactor;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SettingsChangesTest {
    private static final LongPredicate ANY_VERSION = version -> true;

    private final Fakes fakes = new Fakes();
    private final NoticeFakes noticeFakes = new NoticeFakes(fakes);
    private final ChannelProofs proofs = new ChannelProofs(new InMemoryChannelProofs(), fakes.clock);
    private final SettingsChanges changes = new SettingsChanges(
            fakes.actors,
            fakes.realms,
            proofs,
            fakes.sessions.sessions,
            fakes.sessions.trustedBrowsers,
            fakes.otp.lockout,
            noticeFakes.notices,
            fakes.audit.log);
    private final Realm realm = fakes.realm("settings");
    private final Administrator root = fakes.administrator(realm, "root@example.com", Role.SYSTEM_ADMINISTRATOR);
    private final Administrator ada = fakes.administrator(realm, "ada@example.com", Role.OPERATOR);
    private final Session session = fakes.session(root);
    private final Caller caller = Caller.of(session, Fakes.REQUESTER);

    @Test
    void a_change_is_stored_and_recorded() {
        RealmSettings settings = RealmSettings.defaults("Another name");

        Realm changed = changed(settings);

        assertThat(fakes.realms.get("settings")).isEqualTo(changed);
        assertThat(changed.settings()).isEqualTo(settings);
        assertThat(changed.version()).isEqualTo(realm.version() + 1);
        assertThat(fakes.audit.details(AuditEventType.SETTINGS_CHANGED).orElseThrow())
                .containsOnlyKeys("displayName");
        noticeFakes.process();
        assertThat(fakes.mails.posted()).isEmpty();
    }

    @Test
    void the_same_settings_are_not_recorded() {
        changed(realm.settings());
        assertThat(fakes.audit.entries()).isEmpty();
    }

    @Test
    void invalid_settings_are_refused_with_all_violated_rules() {
        RealmSettings.Mfa mfa = realm.settings().mfa();
        RealmSettings settings =
                RealmSettings.defaults(" ").with(mfa.withCodes(5, mfa.codeLifetime(), mfa.resendAfter()));
        assertThat(changes.change(caller, Edit.replaceAll(ANY_VERSION, stored -> settings)))
                .isEqualTo(new Outcome.Invalid(Set.of(SettingsRule.DISPLAY_NAME, SettingsRule.CODE_LENGTH)));
        assertThat(fakes.realms.get("settings")).isEqualTo(realm);
    }

    @Test
    void a_change_of_a_version_that_the_caller_has_not_seen_is_refused() {
        Realm first = changed(RealmSettings.defaults("First"));
        assertThat(changes.change(
                        caller,
                        Edit.replaceAll(
                                version -> version == realm.version(), stored -> RealmSettings.defaults("Late"))))
                .isEqualTo(new Outcome.Stale(first));
    }

    @Test
    void an_edit_changes_its_values_alone_and_is_checked_by_its_rules_alone() {
        changed(RealmSettings.defaults("Renamed meanwhile"));
        RealmSettings.Sms nowhere = new RealmSettings.Sms(List.of("XX"), Optional.empty());
        assertThat(changes.change(
                        caller,
                        new Edit(current -> true, Set.of(SettingsRule.COUNTRIES), stored -> stored.with(nowhere))))
                .isEqualTo(new Outcome.Invalid(Set.of(SettingsRule.COUNTRIES)));
        RealmSettings after = ((Outcome.Changed) changes.change(
                        caller,
                        new Edit(
                                current -> true,
                                Set.of(SettingsRule.LOCALE),
                                stored -> stored.withAppearance(stored.displayName(), "de", stored.accentColor())
                                        .with(nowhere))))
                .realm()
                .settings();
        assertThat(after.displayName()).isEqualTo("Renamed meanwhile");
        assertThat(after.locale()).isEqualTo("de");
    }

    @Nested
    class Enabling_mfa {
        @Test
        void requires_a_proof_of_each_channel_of_the_method() {
            RealmSettings settings = enabled(MfaMethod.SMS_OR_EMAIL);
            assertUnproven(settings, Channel.SMS, Channel.EMAIL);
            prove(Channel.EMAIL);
            assertUnproven(settings, Channel.SMS);
            prove(Channel.SMS);
            changed(settings);
        }

        @Test
        void requires_a_proof_in_this_session_within_the_last_15_minutes() {
            proofs.add(fakes.session(root).id(), Channel.EMAIL);
            assertUnproven(enabled(MfaMethod.EMAIL), Channel.EMAIL);

            prove(Channel.EMAIL);
            fakes.clock.advance(Duration.ofMinutes(15));
            assertThat(changes.unproven(realm.id(), session.id(), enabled(MfaMethod.EMAIL)))
                    .containsExactly(Channel.EMAIL);
        }

        @Test
        void revokes_sessions_without_a_second_factor_of_the_method_but_not_the_actors() {
            fakes.session(ada);
            fakes.session(root);
            prove(Channel.SMS);

            changed(enabled(MfaMethod.SMS));

            assertThat(fakes.sessions.list.of(ada.id())).isEmpty();
            assertThat(fakes.sessions.list.of(root.id()))
                    .extracting(listed -> listed.session().id())
                    .containsExactly(session.id());
        }

        @Test
        void keeps_sessions_with_a_second_factor_of_the_method() {
            fakes.session(ada);
            prove(Channel.EMAIL);
            changed(enabled(MfaMethod.EMAIL));
            assertThat(fakes.sessions.list.of(ada.id())).hasSize(1);
        }

        @Test
        void is_announced_to_all_with_the_actors_name() {
            prove(Channel.EMAIL);
            changed(enabled(MfaMethod.EMAIL));

            noticeFakes.process();

            assertThat(fakes.mails.posted(MailKind.MFA_ENABLED))
                    .hasSize(2)
                    .allSatisfy(mail -> assertThat(mail.details())
                            .containsEntry("method", "EMAIL")
                            .containsEntry("by", root.displayName()));
        }
    }

    @Nested
    class With_mfa {
        private Realm enabled;

        With_mfa() {
            prove(Channel.EMAIL);
            enabled = changed(enabled(MfaMethod.EMAIL));
            noticeFakes.process();
            fakes.sessions.trustedBrowsers.trust(enabled, ada, Optional.empty(), Fakes.REQUESTER);
            IntStream.range(0, 10).forEach(i -> fakes.otp.lockout.wrong(ada.id(), Scope.SIGN_IN, Optional.empty()));
        }

        @Test
        void disabling_it_needs_no_proof_revokes_trusted_browsers_and_is_announced() {
            fakes.session(ada);

            changed(realm.settings());

            assertThat(fakes.sessions.list.of(ada.id())).hasSize(1);
            assertThat(trustedBrowsers()).isZero();
            noticeFakes.process();
            assertThat(fakes.mails.posted(MailKind.MFA_DISABLED)).hasSize(2);
        }

        @Test
        void another_method_needs_a_proof_of_its_channels_and_removes_locks_and_trusted_browsers() {
            fakes.clock.advance(Duration.ofMinutes(4));
            RealmSettings settings = enabled(MfaMethod.SMS);
            assertUnproven(settings, Channel.SMS);
            prove(Channel.SMS);

            changed(settings);

            assertThat(fakes.otp.lockout.locks(List.of(ada.id()))).isEmpty();
            assertThat(trustedBrowsers()).isZero();
            noticeFakes.process();
            assertThat(fakes.mails.posted(MailKind.MFA_ENABLED)).hasSize(4);
        }

        @Test
        void another_interval_only_revokes_trusted_browsers() {
            RealmSettings.Mfa mfa = enabled.settings().mfa();
            changed(enabled.settings().with(mfa.with(AuthenticationInterval.WEEK)));

            assertThat(trustedBrowsers()).isZero();
            assertThat(fakes.otp.lockout.locks(List.of(ada.id()))).isNotEmpty();
            assertNothingAnnounced();
        }

        @Test
        void other_settings_revoke_nothing() {
            changed(RealmSettings.defaults("Another name")
                    .with(enabled.settings().mfa()));

            assertThat(trustedBrowsers()).isEqualTo(1);
            assertThat(fakes.otp.lockout.locks(List.of(ada.id()))).isNotEmpty();
            assertNothingAnnounced();
        }

        private long trustedBrowsers() {
            return fakes.sessions.trustedBrowsers.revokeAll(ada.id());
        }

        private void assertNothingAnnounced() {
            noticeFakes.process();
            assertThat(fakes.mails.posted(MailKind.MFA_ENABLED)).hasSize(2);
            assertThat(fakes.mails.posted(MailKind.MFA_DISABLED)).isEmpty();
        }
    }

    @Nested
    class A_minimum {
        private Realm enabled;

        A_minimum() {
            prove(Channel.EMAIL);
            enabled = changed(enabled(MfaMethod.EMAIL));
        }

        @Test
        void above_the_callers_own_factor_is_refused() {
            assertUnmet(FactorStrength.TOTP, minimum(Role.SYSTEM_ADMINISTRATOR, FactorStrength.TOTP));
            step(SecondFactor.TOTP);
            assertUnmet(FactorStrength.PASSKEY, minimum(Role.SYSTEM_ADMINISTRATOR, FactorStrength.PASSKEY));
            step(SecondFactor.SYNCED_PASSKEY);
            changed(minimum(Role.SYSTEM_ADMINISTRATOR, FactorStrength.PASSKEY));
        }

        @Test
        void of_other_roles_requires_no_factor_of_the_caller() {
            changed(minimum(Role.OPERATOR, FactorStrength.PASSKEY));
        }

        @Test
        void cannot_come_with_the_switch_itself() {
            step(SecondFactor.PASSKEY);
            changed(enabled.settings().with(enabled.settings().mfa().disabled()));
            prove(Channel.EMAIL);
            assertUnmet(FactorStrength.PASSKEY, minimum(Role.SYSTEM_ADMINISTRATOR, FactorStrength.PASSKEY));
        }

        @Test
        void that_no_allowed_factor_meets_is_invalid() {
            RealmSettings.Mfa mfa = enabled.settings().mfa();
            RealmSettings settings = enabled.settings()
                    .with(mfa.withAuthenticators(
                            AuthenticatorUse.ALLOWED,
                            AuthenticatorUse.OFF,
                            Map.of(Role.OBSERVER, FactorStrength.PASSKEY)));
            assertThat(changes.change(caller, Edit.replaceAll(ANY_VERSION, stored -> settings)))
                    .isEqualTo(new Outcome.Invalid(Set.of(SettingsRule.MINIMUM)));
        }

        @Test
        void ends_the_sessions_and_trust_that_do_not_meet_it_and_is_announced_to_its_role() {
            Administrator observer = fakes.administrator(realm, "olga@example.com", Role.OBSERVER);
            Session weak = fakes.session(ada);
            Session strong = fakes.session(ada);
            step(strong, SecondFactor.TOTP);
            Session other = fakes.session(observer);
            trust(ada);

            changed(minimum(Role.OPERATOR, FactorStrength.TOTP));

            assertThat(isLive(weak)).isFalse();
            assertThat(isLive(strong)).isTrue();
            assertThat(isLive(other)).isTrue();
            assertThat(isLive(session)).isTrue();
            assertThat(fakes.sessions.trustedBrowsers.revokeAll(ada.id())).isZero();
            assertThat(fakes.audit.details(AuditEventType.SETTINGS_CHANGED).orElseThrow())
                    .isEqualTo(Map.of("mfa.minimum.OPERATOR", "CODE → TOTP"));
            noticeFakes.process();
            assertThat(fakes.mails.posted(MailKind.MFA_MINIMUM_RAISED))
                    .singleElement()
                    .satisfies(mail -> {
                        assertThat(mail.administrator()).isEqualTo(ada.id());
                        assertThat(mail.details())
                                .containsEntry("factor", "TOTP")
                                .containsEntry("by", root.displayName());
                    });
        }

        @Test
        void that_is_lowered_ends_and_announces_nothing() {
            changed(minimum(Role.OPERATOR, FactorStrength.TOTP));
            Session strong = fakes.session(ada);
            step(strong, SecondFactor.TOTP);
            noticeFakes.process();
            changed(minimum(Role.OPERATOR, FactorStrength.CODE));
            assertThat(isLive(strong)).isTrue();
            noticeFakes.process();
            assertThat(fakes.mails.posted(MailKind.MFA_MINIMUM_RAISED)).hasSize(1);
        }

        @Test
        void of_passkeys_ends_sessions_by_app_once_apps_are_off() {
            Session app = fakes.session(ada);
            step(app, SecondFactor.TOTP);
            Session code = fakes.session(ada);
            RealmSettings.Mfa mfa = enabled.settings().mfa();
            changed(enabled.settings()
                    .with(mfa.withAuthenticators(AuthenticatorUse.OFF, AuthenticatorUse.ALLOWED, mfa.minimum())));
            assertThat(isLive(app)).isFalse();
            assertThat(isLive(code)).isTrue();
        }

        private RealmSettings minimum(Role role, FactorStrength strength) {
            RealmSettings.Mfa mfa = enabled.settings().mfa();
            return enabled.settings().with(mfa.withAuthenticators(mfa.totp(), mfa.passkey(), Map.of(role, strength)));
        }

        private void step(SecondFactor factor) {
            step(session, factor);
        }

        private void step(Session stepping, SecondFactor factor) {
            fakes.sessions.sessions.stepUp(stepping.id(), Optional.of(factor));
        }

        private void trust(Administrator administrator) {
            fakes.sessions.trustedBrowsers.trust(
                    fakes.realms.get(realm.slug()), administrator, Optional.empty(), Fakes.REQUESTER);
        }

        private boolean isLive(Session of) {
            return fakes.sessions.sessions.findById(of.id()).isPresent();
        }

        private void assertUnmet(FactorStrength minimum, RealmSettings settings) {
            assertThat(changes.change(caller, Edit.replaceAll(ANY_VERSION, stored -> settings)))
                    .isEqualTo(new Outcome.Unmet(minimum));
        }
    }

    @Nested
    class Without_text_messages {
        Without_text_messages() {
            prove(Channel.SMS);
            changed(enabled(MfaMethod.SMS));
            fakes.channels.remove(Channel.SMS);
        }

        @Test
        void a_method_that_needs_them_is_refused() {
            assertThat(changes.change(caller, Edit.replaceAll(ANY_VERSION, stored -> enabled(MfaMethod.SMS))))
                    .isEqualTo(new Outcome.Invalid(Set.of(SettingsRule.METHOD)));
        }

        @Test
        void saving_the_method_email_is_a_change_of_the_stored_one() {
            assertThat(fakes.realms.listNarrowed()).extracting(Realm::id).containsExactly(realm.id());
            RealmSettings email = fakes.realms.get(realm.slug()).settings();
            assertThat(email.mfa().method()).isEqualTo(MfaMethod.EMAIL);
            assertUnproven(email, Channel.EMAIL);
            prove(Channel.EMAIL);

            changed(email);

            assertThat(fakes.realms.listNarrowed()).isEmpty();
            assertThat(fakes.audit.details(AuditEventType.SETTINGS_CHANGED).orElseThrow())
                    .containsEntry("mfa.method", "SMS → EMAIL");
            fakes.channels.add(Channel.SMS);
            assertThat(fakes.realms.get(realm.slug()).settings().mfa().method()).isEqualTo(MfaMethod.EMAIL);
        }
    }

    private RealmSettings enabled(MfaMethod method) {
        return realm.settings().with(realm.settings().mfa().enabledWith(method));
    }

    private void prove(Channel channel) {
        proofs.add(session.id(), channel);
    }

    private void assertUnproven(RealmSettings settings, Channel... channels) {
        assertThat(changes.change(caller, Edit.replaceAll(ANY_VERSION, stored -> settings)))
                .isEqualTo(new Outcome.Unproven(Set.of(channels)));
        assertThat(changes.unproven(realm.id(), session.id(), settings)).containsExactlyInAnyOrder(channels);
    }

    private Realm changed(RealmSettings settings) {
        Outcome outcome = changes.change(caller, Edit.replaceAll(ANY_VERSION, stored -> settings));
        assertThat(outcome).isInstanceOf(Outcome.Changed.class);
        return ((Outcome.Changed) outcome).realm();
    }
}
