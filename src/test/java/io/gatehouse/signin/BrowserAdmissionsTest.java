package io.gatehouse.signin;

import static io.gatehouse.signin.SignInOutcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.UnavailableException;
import io.gatehouse.link.LinkKind;
import io.gatehouse.password.PasswordVerifier.Client;
import io.gatehouse.ratelimit.PasswordAttempts;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.Mfa;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.session.Session.SessionKind;
import io.gatehouse.signin.SignInOutcome.Complete;
import io.gatehouse.signin.SignInOutcome.Pending;
import io.gatehouse.testing.Fakes;
import io.gatehouse.testing.MailedLink;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the hundredth wrong password in a row on, only recognised clients may enter one. */
class BrowserAdmissionsTest {
    private static final String PASSWORD = "correct horse battery staple";
    private static final String UNKNOWN = "unknown@example.com";
    private static final Client STRANGER = Client.browser(Optional.empty(), Optional.empty());

    private final Fakes fakes = new Fakes();
    private final SignInFakes signIn = new SignInFakes(fakes);
    private final AtomicInteger networks = new AtomicInteger();
    private final AtomicInteger hashes = new AtomicInteger();
    private Realm realm = fakes.realm("guessed");
    private final Administrator ada = fakes.administrator(realm, "ada@example.com", Role.SYSTEM_ADMINISTRATOR);
    private final String email = ada.email().value();

    @BeforeEach
    void set_the_password() {
        fakes.administrators.changePasswordHash(realm.id(), ada.id(), signIn.passwords.hasher.hash(PASSWORD));
        signIn.passwords.whileHashing(hashes::incrementAndGet);
    }

    @Test
    void a_hundred_wrong_passwords_are_compared_and_no_password_after_them() {
        for (String address : List.of(email, UNKNOWN)) {
            hashes.set(0);
            for (int i = 0; i < 100; i++) {
                assertThat(refusal(enter(address, "wrong", STRANGER)))
                        .isEqualTo(Refusal.of(Reason.INVALID_CREDENTIALS));
            }
            Refusal expected =
                    Refusal.until(Reason.PASSWORD_GUESSED, fakes.clock.instant().plus(Duration.ofMinutes(15)));
            assertThat(refusal(enter(address, "wrong", STRANGER))).isEqualTo(expected);
            assertThat(refusal(enter(address, PASSWORD, STRANGER))).isEqualTo(expected);
            assertThat(hashes).hasValue(100);
        }
    }

    @Test
    void a_right_password_ends_the_row() {
        guess(email, 99);
        assertThat(enter(email, PASSWORD, STRANGER)).isInstanceOf(Complete.class);
        assertThat(signIn.passwords.attempts.addresses()).isZero();
        guess(email, 99);
        assertThat(enter(email, PASSWORD, STRANGER)).isInstanceOf(Complete.class);
    }

    @Test
    void the_owner_gets_one_mail_in_15_minutes_and_one_alarm_is_raised() {
        for (String address : List.of(email, UNKNOWN)) {
            guess(address, 99);
        }
        process();
        assertThat(fakes.mails.posted()).isEmpty();
        for (int i = 0; i < 20; i++) {
            guess(email, 1);
            guess(UNKNOWN, 1);
            process();
        }
        assertThat(fakes.mails.posted(MailKind.ADMISSION_LINK))
                .hasSize(1)
                .allSatisfy(mail -> assertThat(mail.to()).isEqualTo(ada.email()));
        assertThat(fakes.mails.posted(MailKind.PASSWORD_GUESSED))
                .singleElement()
                .satisfies(mail -> assertThat(mail.details()).containsEntry("about", ada.displayName()));

        fakes.clock.advance(Duration.ofHours(2));
        guess(email, 5);
        process();
        assertThat(fakes.mails.posted(MailKind.ADMISSION_LINK)).hasSize(2);
        assertThat(fakes.mails.posted(MailKind.PASSWORD_GUESSED)).hasSize(1);
    }

    @Test
    void the_alarm_is_raised_although_a_parallel_attempt_has_requested_the_mail_before() {
        guess(email, 99);
        signIn.passwords.whileHashing(() -> {
            signIn.passwords.whileHashing(() -> {});
            assertThat(refusal(enter(email, "wrong", STRANGER)).reason()).isEqualTo(Reason.PASSWORD_GUESSED);
        });
        guess(email, 1);
        process();

        assertThat(fakes.mails.posted(MailKind.ADMISSION_LINK)).hasSize(1);
        assertThat(fakes.mails.posted(MailKind.PASSWORD_GUESSED)).hasSize(1);
    }

    @Test
    void nothing_is_mailed_to_an_account_that_cannot_sign_in() {
        fakes.administrators.requirePasswordReset(realm.id(), ada.id());
        guess(email, 101);
        process();
        assertThat(fakes.mails.posted()).isEmpty();
    }

    @Test
    void the_link_admits_one_browser_once_until_a_right_password() {
        guess(email, 100);
        String token = link();
        Client admitted = admit(token);
        assertThat(signIn.admissions.admit(realm, token, Fakes.REQUESTER)).isEmpty();
        assertThat(fakes.audit.details(AuditEventType.BROWSER_ADMITTED)).isPresent();

        assertThat(refusal(enter(email, PASSWORD, STRANGER)).reason()).isEqualTo(Reason.PASSWORD_GUESSED);
        assertThat(refusal(enter(email, "wrong", admitted)).reason()).isEqualTo(Reason.INVALID_CREDENTIALS);
        assertThat(enter(email, PASSWORD, admitted)).isInstanceOf(Complete.class);
        assertThat(enter(email, PASSWORD, STRANGER)).isInstanceOf(Complete.class);

        guess(email, 100);
        assertThat(refusal(enter(email, PASSWORD, admitted)).reason()).isEqualTo(Reason.PASSWORD_GUESSED);
    }

    @Test
    void a_further_link_gives_no_further_attempts() {
        guess(email, 100);
        Client first = admit(link());
        for (int i = 0; i < 5; i++) {
            assertThat(refusal(enter(email, "wrong", first)).reason()).isEqualTo(Reason.INVALID_CREDENTIALS);
        }
        assertThat(refusal(enter(email, "wrong", first)).reason()).isEqualTo(Reason.THROTTLED);
        Client second = admit(fakes.links.issue(LinkKind.ADMISSION, realm.id(), ada.id()));
        assertThat(refusal(enter(email, "wrong", second)).reason()).isEqualTo(Reason.THROTTLED);
    }

    @Test
    void a_password_that_could_not_be_compared_does_not_count_as_wrong() {
        guess(email, 99);
        signIn.passwords.whileHashing(() -> {
            throw new UnavailableException("hashing", Duration.ZERO, null);
        });
        assertThatThrownBy(() -> enter(email, PASSWORD, STRANGER)).isInstanceOf(UnavailableException.class);
        signIn.passwords.whileHashing(() -> {});
        assertThat(enter(email, PASSWORD, STRANGER)).isInstanceOf(Complete.class);
    }

    @Test
    void an_admitted_browser_is_admitted_to_that_account_for_24_hours() {
        Administrator grace = fakes.administrator(realm, "grace@example.com", Role.OBSERVER);
        fakes.administrators.changePasswordHash(realm.id(), grace.id(), signIn.passwords.hasher.hash(PASSWORD));
        guess(email, 100);
        guess(grace.email().value(), 100);
        Client admitted = admit(link());
        assertThat(refusal(enter(grace.email().value(), "wrong", admitted)).reason())
                .isEqualTo(Reason.PASSWORD_GUESSED);
        fakes.clock.advance(Duration.ofHours(24));
        assertThat(refusal(enter(email, PASSWORD, admitted)).reason()).isEqualTo(Reason.PASSWORD_GUESSED);
    }

    @Test
    void an_admitted_browser_is_asked_for_a_code_and_none_is_sent_before() {
        mfa();
        guess(email, 101);
        Client admitted = admit(link());
        assertThat(fakes.audit.details(AuditEventType.CODE_ISSUED)).isEmpty();
        assertThat(enter(email, PASSWORD, admitted)).isInstanceOf(Pending.class);
        assertThat(fakes.audit.details(AuditEventType.CODE_ISSUED)).isPresent();
    }

    @Test
    void a_trusted_browser_signs_in_and_ends_the_row() {
        mfa();
        guess(email, 100);
        String secret = fakes.sessions
                .trustedBrowsers
                .trust(realm, fakes.now(ada), Optional.empty(), Fakes.REQUESTER)
                .secret();
        assertThat(enter(email, PASSWORD, Client.browser(Optional.of(secret), Optional.empty())))
                .isInstanceOf(Complete.class);
        assertThat(enter(email, PASSWORD, STRANGER)).isInstanceOf(Pending.class);
    }

    @Test
    void a_session_is_not_kept_from_its_step_up() {
        var session = fakes.session(ada);
        guess(email, 100);
        assertThat(signIn.stepUps.start(realm, session, Optional.of(PASSWORD), Fakes.REQUESTER))
                .isInstanceOf(Complete.class);
    }

    @Test
    void a_reset_of_the_count_ends_the_row() {
        guess(email, 100);
        attempts().reset(realm.id(), ada.email());
        assertThat(enter(email, PASSWORD, STRANGER)).isInstanceOf(Complete.class);
    }

    private PasswordAttempts attempts() {
        return signIn.passwords.attempts.attempts;
    }

    private void guess(String address, int count) {
        for (int i = 0; i < count; i++) {
            enter(address, "wrong", STRANGER);
        }
    }

    /** Enters a password, each time from another network. */
    private SignInOutcome enter(String address, String password, Client client) {
        int network = networks.incrementAndGet();
        Requester requester = new Requester("198." + network / 256 + "." + network % 256 + ".7", "test", "request");
        return signIn.signIns.start(realm, address, password, SessionKind.BROWSER, requester, client);
    }

    private void process() {
        signIn.passwords.attempts.mailRequests.process();
    }

    private String link() {
        process();
        List<DurableMail> mails = fakes.mails.posted(MailKind.ADMISSION_LINK);
        return MailedLink.in(mails.stream()
                        .filter(mail -> mail.to().equals(ada.email()))
                        .reduce((older, newer) -> newer)
                        .orElseThrow()
                        .details()
                        .get("link"))
                .token();
    }

    private Client admit(String token) {
        String secret = signIn.admissions
                .admit(realm, token, Fakes.REQUESTER)
                .orElseThrow()
                .secret();
        return Client.browser(Optional.empty(), Optional.of(secret));
    }

    private void mfa() {
        Mfa mfa = realm.settings().mfa().enabledWith(MfaMethod.EMAIL).with(AuthenticationInterval.WEEK);
        realm = fakes.realms.update(realm, realm.settings().with(mfa));
    }
}
