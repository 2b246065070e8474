package io.gatehouse.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.authenticator.Authenticators;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.VirtualAuthenticator;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Passkeys and authenticator apps of others in the console: minimum by role, removal and suspension. */
@GatehouseTest
@BrowserTest
class AuthenticatorConsoleBrowserIT extends AuthenticatorsInBrowser {
    @Inject
    Administrators administrators;

    @Inject
    Authenticators authenticators;

    @Inject
    RecoveryCodes recoveryCodes;

    @Inject
    EntityManager database;

    @Test
    void the_console_says_who_lacks_the_minimum_and_removes_lost_authenticators() {
        Realm realm = realm(FactorStrength.CODE);
        Administrator operator = testRealms.administrator(realm);
        Administrator systemAdministrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        Page page = page(options(1280));
        SignInJourney journey = SignInJourney.on(page, realm);
        signInByMail(journey, systemAdministrator, 1);
        journey.open("/console/settings/authenticators");
        journey.reads("1 can sign in: 1 without a passkey, 1 with neither a passkey nor an app.");
        journey.field("Minimum for System Administrators").selectOption("PASSKEY");
        journey.press("Save");
        journey.showsError("you confirm that it’s you with this factor: Passkey.");
        journey.reads("Open your sign-in methods");
        journey.field("Minimum for System Administrators").selectOption("CODE");
        journey.field("Minimum for Operators").selectOption("PASSKEY");
        journey.press("Save");
        journey.reads("Settings saved.");
        journey.reads("1 of 1 Operators has no passkey and will be asked to add one at the next sign-in.");

        Page phone = page(options(390));
        VirtualAuthenticator.internal(phone);
        SignInJourney there = SignInJourney.on(phone, realm);
        signInByMail(there, operator, 1);
        there.sees("Create a passkey");
        there.press("Create passkey");
        there.sees("Save recovery codes");

        journey.open("/console/administrators/" + operator.id());
        journey.reads("This account can sign in with a passkey.");
        journey.follow("Remove passkeys and authenticator app");
        journey.sees("Remove the passkeys and authenticator app of Some Person?");
        journey.press("Remove passkeys and authenticator app");
        journey.reads("Removal requested.");
        journey.reads("Passkeys and authenticator app will be removed on");
        journey.follow("Keep passkeys and authenticator app");
        journey.press("Keep passkeys and authenticator app");
        journey.reads("Passkeys and authenticator app are kept.");
    }

    @Test
    void the_minimum_of_the_own_role_is_raised_after_a_step_up_by_such_a_factor() {
        Realm realm = realm(FactorStrength.CODE);
        Administrator systemAdministrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        Page page = page(options(1280));
        VirtualAuthenticator.internal(page);
        SignInJourney journey = SignInJourney.on(page, realm);
        signInByMail(journey, systemAdministrator, 1);
        addPasskey(journey);
        journey.open("/console/settings/authenticators");
        journey.field("Minimum for System Administrators").selectOption("PASSKEY");
        journey.press("Save");
        journey.sees("Confirm that it’s you");
        journey.press("Continue");
        journey.sees("Use your passkey");
        journey.press("Continue with a passkey");
        journey.sees("Authenticators");
        journey.reads("Not saved yet.");
        assertThat(journey.field("Minimum for System Administrators").inputValue())
                .isEqualTo("PASSKEY");
        journey.press("Save");
        journey.reads("Settings saved.");
    }

    @Test
    void a_passkey_of_a_former_address_is_no_way_to_sign_in() {
        Realm realm = realm(FactorStrength.CODE);
        Administrator owner = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        Page page = page(options(1280));
        VirtualAuthenticator.internal(page);
        SignInJourney journey = SignInJourney.on(page, realm);
        signInByMail(journey, owner, 1);
        addPasskey(journey);
        journey.open("/console/administrators/" + owner.id());
        journey.reads("This account can sign in with a passkey.");
        QuarkusTransaction.requiringNew()
                .run(() -> database.createQuery(
                                "update PasskeyEntity set rpId = 'former.example' where administratorId = :owner")
                        .setParameter("owner", owner.id().value())
                        .executeUpdate());
        journey.open("/console/administrators/" + owner.id());
        journey.reads("This account can sign in with the password and a code by e-mail.");
        journey.reads("Works only at Gatehouse’s former address");
        journey.open("/account");
        journey.reads("Works only at Gatehouse’s former address");
    }

    @Test
    void a_removal_is_approved_by_another_and_the_owner_adds_a_new_passkey() {
        Realm realm = realm(FactorStrength.PASSKEY);
        Administrator owner = testRealms.administrator(realm);
        Administrator requester = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        Administrator approver = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        Page phone = page(options(390));
        VirtualAuthenticator device = VirtualAuthenticator.internal(phone);
        SignInJourney own = SignInJourney.on(phone, realm);
        signInByMail(own, owner, 1);
        own.press("Create passkey");
        own.sees("Save recovery codes");
        String recoveryCode =
                recoveryCodes.regenerate(realm.id(), owner.id()).get(0).formatted();
        own.open("/account");
        // Without a passkey, the sign-in page finds none to suggest, which this device would use at once.
        device.clear();
        own.press("Sign out");

        SignInJourney asks = journey(realm, options(1280));
        signInByMail(asks, requester, 1);
        asks.open("/console/administrators/" + owner.id());
        asks.follow("Remove passkeys and authenticator app");
        asks.press("Remove passkeys and authenticator app");
        asks.reads("Removal requested.");
        asks.reads("needs another System Administrator’s approval. Who can approve it: Some Person.");
        asks.readsNot("Approve this removal");

        own.sees("Sign in");
        own.signIn(owner);
        own.sees("Use your passkey");
        own.opensOtherWays();
        own.follow("Lost your passkey or phone? Use a recovery code");
        own.reads("A recovery code doesn’t sign you in here.");
        own.field("Recovery code").fill(recoveryCode);
        own.press("Continue");
        own.sees("Removal requested");
        own.reads("Ask one of these System Administrators to approve it: Some Person.");

        SignInJourney decides = journey(realm, options(390));
        signInByMail(decides, approver, 1);
        decides.open("/console/administrators/" + owner.id());
        decides.follow("Approve this removal");
        decides.sees("Approve the removal of the passkeys and authenticator app of Some Person?");
        decides.press("Approve this removal");
        decides.reads("Passkeys and authenticator app removed.");

        signInByMail(own, owner, 2);
        own.sees("Create a passkey");
        own.press("Create passkey");
        own.sees("Welcome, Some Person");
        assertThat(device.passkeys()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void suspended_ones_are_allowed_again_or_deleted(View view) {
        Realm realm = realm(FactorStrength.CODE);
        Administrator owner = testRealms.administrator(realm);
        Administrator colleague = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        Page phone = page(options(390));
        VirtualAuthenticator.internal(phone);
        SignInJourney own = SignInJourney.on(phone, realm);
        signInByMail(own, owner, 1);
        setUpApp(own, phone, "Set up an authenticator app");
        addPasskey(own);
        suspend(owner);
        Page page = page(view.options());
        SignInJourney journey = SignInJourney.on(page, realm);
        signInByMail(journey, colleague, 1);

        journey.open("/console/administrators/" + owner.id());
        journey.reads("A passkey or the authenticator app of this account is suspended");
        journey.reads("Suspended after a report of misuse");
        journey.isAccessible();
        view.shoot(page, "administrator-authenticators");
        journey.follow("Review");
        journey.sees("Suspended passkeys and apps");
        journey.reads("Authenticator app");
        view.shoot(page, "suspended-authenticators");
        QuarkusTransaction.requiringNew().run(() -> administrators.requirePasswordReset(realm.id(), owner.id()));
        journey.press("Allow again");
        journey.showsError("This account has changed meanwhile.");
        assertThat(authenticators.list(owner.id())).allMatch(one -> one.suspended());
        journey.press("Allow again");
        journey.reads("The passkeys and the authenticator app can be used again.");
        journey.readsNot("Suspended after a report of misuse");
        assertThat(authenticators.list(owner.id())).hasSize(2).noneMatch(one -> one.suspended());

        suspend(owner);
        clock.advance(Duration.ofMinutes(5));
        journey.open("/console/administrators/" + owner.id() + "/authenticators");
        journey.sees("Confirm that it’s you");
        journey.press("E-mail " + colleague.email().hint());
        journey.enterCode(SignInClient.codeIn(mail(colleague, "confirmation code", 1)));
        journey.sees("Suspended passkeys and apps");
        journey.press("Delete");
        journey.reads("The suspended passkeys and apps are deleted.");
        journey.readsNot("Suspended after a report of misuse");
        assertThat(authenticators.list(owner.id())).isEmpty();
    }

    @Test
    void no_one_is_offered_to_allow_the_own_ones_again() {
        Realm realm = realm(FactorStrength.CODE);
        Administrator owner = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        Page page = page(options(1280));
        VirtualAuthenticator.internal(page);
        SignInJourney journey = SignInJourney.on(page, realm);
        signInByMail(journey, owner, 1);
        addPasskey(journey);
        suspend(owner);
        journey.open("/console/administrators/" + owner.id());
        journey.follow("Review");
        journey.reads("Only another System Administrator, who did not get access from this person");
        journey.readsNot("Allow again");
        journey.press("Delete");
        journey.reads("The suspended passkeys and apps are deleted.");
    }

    private void suspend(Administrator owner) {
        QuarkusTransaction.requiringNew().run(() -> authenticators.suspendRecent(owner.id()));
    }
}
