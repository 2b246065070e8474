package io.gatehouse.misuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administration.accounts.AccountFakes;
import io.gatehouse.administration.accounts.Accounts;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.alarm.AlarmFakes;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.Requester;
import io.gatehouse.link.LinkKind;
import io.gatehouse.misuse.MisuseReports.Misuse;
import io.gatehouse.passwordreset.PasswordResetFakes;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.reportlink.ReportLinks.Occasion;
import io.gatehouse.reportlink.ReportLinks.ReportLink;
import io.gatehouse.servicetoken.ServiceToken;
import io.gatehouse.session.Session;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MisuseReportsTest {
    private static final Requester REPORTER = new Requester("198.51.100.7", "phone", "report");
    private static final MobileNumber NUMBER = new MobileNumber("+4915112345678");
    private static final EmailAddress OTHER = new EmailAddress("mallory@example.com");
    private static final Duration WEEK = Duration.ofDays(7);

    private final Fakes fakes = new Fakes();
    private final PasswordResetFakes resetFakes = new PasswordResetFakes(fakes);
    private final MisuseReports reports = new MisuseReports(
            fakes.reportLinks,
            fakes.realms,
            fakes.administrators,
            fakes.sessions.revocation,
            new RecentCredentials(fakes.recoveryCodes, fakes.serviceTokens, fakes.authenticators.authenticators),
            new GivenAccess(fakes.influences, fakes.administratorLists),
            resetFakes.resetLinks,
            AlarmFakes.alarms(fakes),
            resetFakes.phones.disputes,
            fakes.audit.log);
    private final Realm realm = fakes.realm("misuse");
    private final Administrator ada = fakes.administrator(realm, "ada@example.com", Role.OPERATOR);
    private final Administrator grace = fakes.administrator(realm, "grace@example.com", Role.SYSTEM_ADMINISTRATOR);

    @Nested
    class A_link {
        @Test
        void shows_the_event_and_is_not_consumed_by_that() {
            String token = token(Occasion.NEW_BROWSER);
            Optional<Misuse> shown = reports.find(token);
            assertThat(shown).hasValueSatisfying(misuse -> {
                assertThat(misuse.realm()).isEqualTo(realm);
                assertThat(misuse.administrator()).isEqualTo(ada);
                assertThat(misuse.link()).isEqualTo(link(Occasion.NEW_BROWSER));
            });
            assertThat(reports.find(token)).isEqualTo(shown);
            assertThat(fakes.audit.entries()).isEmpty();
        }

        @Test
        void is_consumed_by_a_report_with_all_others_of_the_account() {
            String first = token(Occasion.SIGN_IN_CODE);
            String second = token(Occasion.PASSWORD_CHANGED);
            String ofOther = token(new ReportLink(
                    Occasion.NEW_BROWSER, realm.id(), grace.id(), Fakes.REQUESTER, fakes.clock.instant()));

            assertThat(report(first)).isPresent();

            assertThat(report(first)).isEmpty();
            assertThat(report(second)).isEmpty();
            assertThat(reports.find(ofOther)).isPresent();
        }

        @ParameterizedTest
        @CsvSource({
            "SIGN_IN_CODE, PT24H",
            "PASSWORD_RESET_CODE, PT24H",
            "STEP_UP_CODE, PT24H",
            "PHONE_CHANGE_CODE, PT24H",
            "CHANNEL_TEST_CODE, PT24H",
            "PASSWORD_CHANGED, P7D",
            "EMAIL_CHANGED, P7D",
            "MFA_DISABLED, P7D"
        })
        void of_a_code_is_valid_for_a_day_and_of_a_notice_for_a_week(Occasion occasion, Duration lifetime) {
            String token = token(occasion);
            fakes.clock.advance(lifetime.minusMillis(1));
            assertThat(reports.find(token)).isPresent();
            fakes.clock.advance(Duration.ofMillis(1));
            assertThat(report(token)).isEmpty();
            assertThat(fakes.now(ada)).isEqualTo(ada);
        }

        @Test
        void of_a_deleted_account_is_not_valid() {
            String token = token(Occasion.NEW_BROWSER);
            fakes.administrators.delete(realm.id(), ada.id());
            assertThat(report(token)).isEmpty();
        }
    }

    @Nested
    class A_report {
        @Test
        void revokes_all_access_to_the_account_only() {
            Session session = fakes.session(ada);
            Session ofOther = fakes.session(grace);
            fakes.sessions.trustedBrowsers.trust(realm, ada, Optional.empty(), Fakes.REQUESTER);
            String mailed = fakes.links.issue(LinkKind.INVITATION, realm.id(), ada.id());

            report(token(Occasion.NEW_BROWSER));

            assertThat(fakes.sessions.sessions.findById(session.id())).isEmpty();
            assertThat(fakes.sessions.sessions.findById(ofOther.id())).isPresent();
            assertThat(fakes.sessions.trustedBrowsers.revokeAll(ada.id())).isZero();
            assertThat(fakes.links.consume(LinkKind.INVITATION, realm.id(), mailed))
                    .isEmpty();
        }

        @Test
        void requires_a_reset_and_mails_a_link_for_it() {
            report(token(Occasion.NEW_BROWSER));
            assertThat(fakes.now(ada).canSignIn()).isFalse();
            assertThat(fakes.now(ada).credential()).isNotEqualTo(ada.credential());
            assertThat(fakes.mails.posted(MailKind.RESET_LINK)).singleElement().satisfies(mail -> {
                assertThat(mail.to()).isEqualTo(ada.email());
                String link = mail.details().get("link");
                assertThat(fakes.links.consume(
                                LinkKind.PASSWORD_RESET, realm.id(), link.substring(link.indexOf('=') + 1)))
                        .isPresent();
            });
        }

        @Test
        void of_a_disabled_account_mails_no_link() {
            fakes.administrators.change(ada, ada.displayName(), ada.role(), true);
            assertThat(report(token(Occasion.NEW_BROWSER))).isPresent();
            assertThat(fakes.mails.posted(MailKind.RESET_LINK)).isEmpty();
        }

        @Test
        void raises_an_alarm_and_is_audited_and_announced() {
            report(token(Occasion.PASSWORD_KNOWN));
            assertThat(fakes.mails.posted(MailKind.NOT_ME)).singleElement().satisfies(mail -> {
                assertThat(mail.to()).isEqualTo(grace.email());
                assertThat(mail.details()).containsEntry("about", ada.displayName());
            });
            assertThat(fakes.audit.details(AuditEventType.MISUSE_REPORTED))
                    .contains(Map.of("occasion", "PASSWORD_KNOWN", "phoneDisputed", "false"));
        }

        @Test
        void suspends_codes_and_tokens_that_the_account_created_within_a_week() {
            serviceToken(ada, "old");
            fakes.clock.advance(WEEK);
            String own = serviceToken(ada, "new");
            String other = serviceToken(grace, "other");
            fakes.recoveryCodes.regenerate(realm.id(), ada.id());
            fakes.recoveryCodes.regenerate(realm.id(), grace.id());

            report(token(Occasion.SERVICE_TOKEN_CREATED));

            assertThat(fakes.serviceTokens.list(realm.id()))
                    .filteredOn(listed -> listed.suspendedAt().isPresent())
                    .extracting(ServiceToken::name)
                    .containsExactly("new");
            assertThat(fakes.serviceTokens.authenticate(realm.id(), own, Fakes.REQUESTER))
                    .isEmpty();
            assertThat(fakes.serviceTokens.authenticate(realm.id(), other, Fakes.REQUESTER))
                    .isPresent();
            assertThat(fakes.recoveryCodes.countUsable(ada.id())).isZero();
            assertThat(fakes.recoveryCodes.countUsable(grace.id())).isEqualTo(10);
        }

        @Test
        void suspends_authenticators_that_the_account_added_within_a_week() {
            fakes.authenticators.addApp(realm, grace);
            fakes.authenticators.addApp(realm, ada);

            report(token(Occasion.AUTHENTICATOR_ADDED));

            assertThat(fakes.authenticators.authenticators.listUsable(ada.id())).isEmpty();
            assertThat(fakes.authenticators.authenticators.listUsable(grace.id()))
                    .hasSize(1);
            assertThat(fakes.audit.details(AuditEventType.MISUSE_REPORTED).orElseThrow())
                    .containsEntry("suspendedAuthenticators", "1");
            assertThat(fakes.mails.posted(MailKind.NOT_ME))
                    .singleElement()
                    .satisfies(mail -> assertThat(mail.details()).containsEntry("suspendedAuthenticators", "1"));
        }

        @Test
        void says_what_it_suspended_in_audit_log_and_alarm() {
            report(token(Occasion.NEW_BROWSER));
            assertThat(fakes.mails.posted(MailKind.NOT_ME))
                    .singleElement()
                    .satisfies(mail -> assertThat(mail.details()).containsOnlyKeys("about"));
            fakes.recoveryCodes.regenerate(realm.id(), ada.id());
            serviceToken(ada, "new");

            report(token(Occasion.SERVICE_TOKEN_CREATED));

            assertThat(fakes.audit.details(AuditEventType.MISUSE_REPORTED).orElseThrow())
                    .containsEntry("suspendedCodes", "10")
                    .containsEntry("suspendedTokens", "1");
            assertThat(fakes.mails.posted(MailKind.NOT_ME)).hasSize(2).last().satisfies(mail -> {
                assertThat(mail.to()).isEqualTo(grace.email());
                assertThat(mail.details()).containsEntry("suspendedCodes", "10").containsEntry("suspendedTokens", "1");
            });
        }

        private String serviceToken(Administrator creator, String name) {
            return fakes.serviceTokens
                    .create(realm.id(), creator.id(), name, Role.OPERATOR, Duration.ofDays(90), List.of())
                    .secret();
        }
    }

    /** An account that an attacker invited from the stolen session outlives the session. */
    @Nested
    class Accounts_that_got_access_from_the_reported_one {
        private final Accounts accounts = AccountFakes.accounts(fakes);
        private final Administrator old = given(ada, "old");
        private final Administrator puppet;
        private final Administrator second;

        Accounts_that_got_access_from_the_reported_one() {
            fakes.clock.advance(WEEK);
            puppet = given(ada, "puppet");
            second = given(puppet, "second");
            given(grace, "of-grace");
            fakes.clock.advance(WEEK.minusMillis(1));
        }

        @Test
        void within_a_week_are_named_in_audit_log_alarm_and_the_mail_to_the_reporter() {
            report(token(Occasion.NEW_BROWSER));

            String names = "puppet@example.com (p•••@example.com), second@example.com (s•••@example.com)";
            assertThat(fakes.audit.details(AuditEventType.MISUSE_REPORTED).orElseThrow())
                    .containsEntry("accessGiven", names);
            assertThat(fakes.mails.posted(MailKind.NOT_ME))
                    .filteredOn(mail -> mail.to().equals(grace.email()))
                    .singleElement()
                    .satisfies(mail -> assertThat(mail.details()).containsEntry("accessGiven", names));
            assertThat(fakes.mails.posted(MailKind.RESET_LINK)).singleElement().satisfies(mail -> {
                assertThat(mail.to()).isEqualTo(ada.email());
                assertThat(mail.details()).containsEntry("accessGiven", names);
            });
        }

        @Test
        void keep_their_access() {
            Session session = fakes.session(puppet);
            report(token(Occasion.NEW_BROWSER));
            assertThat(fakes.now(puppet)).isEqualTo(puppet);
            assertThat(fakes.sessions.sessions.findById(session.id())).isPresent();
        }

        @Test
        void are_marked_for_the_console() {
            assertThat(givers(puppet)).isEmpty();
            report(token(Occasion.NEW_BROWSER));
            assertThat(givers(puppet)).containsExactly(ada.displayName());
            assertThat(givers(second)).containsExactly(ada.displayName());
            for (Administrator other : List.of(old, ada, grace)) {
                assertThat(givers(other)).isEmpty();
            }
        }

        @Test
        void are_marked_though_the_reported_one_is_deleted() {
            report(token(Occasion.NEW_BROWSER));
            fakes.administrators.delete(realm.id(), ada.id());
            assertThat(givers(puppet)).containsExactly(ada.id().toString());
        }

        @Test
        void are_not_those_who_gave_it_the_access() {
            fakes.influences.record(realm.id(), grace.id(), ada.id());
            fakes.influences.record(realm.id(), puppet.id(), ada.id());
            report(token(Occasion.NEW_BROWSER));
            assertThat(givers(grace)).isEmpty();
            assertThat(givers(ada)).isEmpty();
        }

        @Test
        void a_week_ago_are_not_named() {
            fakes.clock.advance(Duration.ofMillis(1));
            report(token(Occasion.NEW_BROWSER));
            assertThat(fakes.audit.details(AuditEventType.MISUSE_REPORTED).orElseThrow())
                    .doesNotContainKey("accessGiven");
            assertThat(givers(puppet)).isEmpty();
        }

        @Test
        void and_were_deleted_are_not_named_but_those_that_got_access_from_them() {
            fakes.administrators.delete(realm.id(), puppet.id());
            report(token(Occasion.NEW_BROWSER));
            assertThat(fakes.audit.details(AuditEventType.MISUSE_REPORTED).orElseThrow())
                    .containsEntry("accessGiven", "second@example.com (s•••@example.com)");
        }

        @Test
        void raise_another_alarm_within_the_hour_only_if_they_are_others() {
            report(token(Occasion.NEW_BROWSER));
            report(token(Occasion.PASSWORD_KNOWN));
            assertThat(alarms()).hasSize(1);
            given(ada, "third");
            report(token(Occasion.PASSWORD_KNOWN));
            assertThat(alarms()).hasSize(2).last().asString().contains("third@example.com");
        }

        @Test
        void are_named_up_to_20_system_administrators_first() {
            Administrator observer = fakes.administrator(realm, "a0@example.com", Role.OBSERVER);
            fakes.influences.record(realm.id(), ada.id(), observer.id());
            for (int i = 10; i < 31; i++) {
                given(ada, "a" + i);
            }
            report(token(Occasion.NEW_BROWSER));
            assertThat(fakes.audit
                            .details(AuditEventType.MISUSE_REPORTED)
                            .orElseThrow()
                            .get("accessGiven"))
                    .startsWith("a10@example.com (a•••@example.com), a11@")
                    .endsWith("a29@example.com (a•••@example.com), … (+4)");
        }

        @Test
        void are_all_named_even_if_a_mail_makes_each_character_eighteen() {
            for (int i = 10; i < 30; i++) {
                Administrator named = fakes.administrators.create(
                        realm.id(),
                        new EmailAddress("a" + i + "@" + "x".repeat(60) + ".example.com"),
                        "\uFDFA".repeat(80),
                        Role.SYSTEM_ADMINISTRATOR);
                fakes.influences.record(realm.id(), ada.id(), named.id());
            }
            report(token(Occasion.NEW_BROWSER));
            assertThat(alarms())
                    .singleElement()
                    .asString()
                    .hasSizeLessThan(1_800)
                    .endsWith(", … (+2)");
        }

        private List<String> alarms() {
            return fakes.mails.posted(MailKind.NOT_ME).stream()
                    .filter(mail -> mail.to().equals(grace.email()))
                    .map(mail -> mail.details().get("accessGiven"))
                    .toList();
        }

        private List<String> givers(Administrator one) {
            return accounts.listReportedGivers(realm.id(), one.id());
        }

        private Administrator given(Administrator by, String name) {
            Administrator given = fakes.administrator(realm, name + "@example.com", Role.SYSTEM_ADMINISTRATOR);
            fakes.influences.record(realm.id(), by.id(), given.id());
            return given;
        }
    }

    @Nested
    class A_report_of_a_changed_address {
        @Test
        void restores_the_previous_one_and_mails_the_link_there() {
            fakes.administrators.changeEmail(ada, OTHER);
            fakes.clock.advance(WEEK.minusMillis(1));
            report(token(Occasion.EMAIL_CHANGED));
            assertEmail(ada.email());
        }

        @Test
        void restores_the_oldest_of_several_within_a_week() {
            fakes.administrators.changeEmail(ada, OTHER);
            fakes.administrators.changeEmail(fakes.now(ada), new EmailAddress("third@example.com"));
            report(token(Occasion.EMAIL_CHANGED));
            assertEmail(ada.email());
        }

        @Test
        void restores_the_oldest_of_several_for_a_week_after_the_last() {
            fakes.administrators.changeEmail(ada, OTHER);
            fakes.clock.advance(Duration.ofDays(6));
            fakes.administrators.changeEmail(fakes.now(ada), new EmailAddress("third@example.com"));
            fakes.clock.advance(Duration.ofDays(6));
            report(token(Occasion.EMAIL_CHANGED));
            assertEmail(ada.email());
        }

        @Test
        void keeps_the_previous_one_if_the_account_has_returned_to_it() {
            fakes.administrators.changeEmail(ada, OTHER);
            fakes.administrators.changeEmail(fakes.now(ada), ada.email());
            report(token(Occasion.EMAIL_CHANGED));
            assertEmail(ada.email());
        }

        @Test
        void ends_the_links_that_went_to_addresses_in_between() {
            fakes.administrators.changeEmail(ada, OTHER);
            String owners = token(Occasion.EMAIL_CHANGED);
            fakes.administrators.changeEmail(fakes.now(ada), new EmailAddress("third@example.com"));
            String between = token(Occasion.EMAIL_CHANGED);
            report(owners);
            assertThat(report(between)).isEmpty();
        }

        @Test
        void is_restored_though_another_link_was_used_before() {
            fakes.administrators.changeEmail(ada, OTHER);
            String restoring = token(Occasion.EMAIL_CHANGED);
            report(token(Occasion.NEW_BROWSER));
            report(restoring);
            assertThat(fakes.now(ada).email()).isEqualTo(ada.email());
            assertThat(report(restoring)).isEmpty();
        }

        @Test
        void mails_no_link_to_an_address_changed_earlier() {
            fakes.administrators.changeEmail(ada, OTHER);
            fakes.clock.advance(WEEK);
            report(token(Occasion.EMAIL_CHANGED));
            assertLinkless();
        }

        @Test
        void mails_no_link_if_the_previous_one_is_in_use() {
            fakes.administrators.changeEmail(ada, OTHER);
            fakes.administrator(realm, ada.email().value(), Role.OBSERVER);
            report(token(Occasion.EMAIL_CHANGED));
            assertLinkless();
        }

        @ParameterizedTest
        @EnumSource(names = {"PASSWORD_CHANGED", "PHONE_CHANGED", "NEW_BROWSER"})
        void is_the_only_one_that_restores_it(Occasion occasion) {
            fakes.administrators.changeEmail(ada, OTHER);
            report(token(occasion));
            assertEmail(OTHER);
        }

        private void assertLinkless() {
            assertThat(fakes.now(ada).email()).isEqualTo(OTHER);
            assertThat(fakes.now(ada).canSignIn()).isFalse();
            assertThat(fakes.mails.posted(MailKind.RESET_LINK)).isEmpty();
        }

        private void assertEmail(EmailAddress email) {
            assertThat(fakes.now(ada).email()).isEqualTo(email);
            assertThat(fakes.mails.posted(MailKind.RESET_LINK))
                    .singleElement()
                    .satisfies(mail -> assertThat(mail.to()).isEqualTo(email));
        }
    }

    private Optional<Misuse> report(String token) {
        return reports.report(token, REPORTER);
    }

    private String token(Occasion occasion) {
        return token(link(occasion));
    }

    private String token(ReportLink link) {
        String address = fakes.reportLinks.issue(link);
        return address.substring(address.lastIndexOf('/') + 1);
    }

    private ReportLink link(Occasion occasion) {
        return new ReportLink(occasion, realm.id(), ada.id(), Fakes.REQUESTER, fakes.clock.instant());
    }
}
