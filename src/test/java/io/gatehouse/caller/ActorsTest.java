package io.gatehouse.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.kernel.NotPermittedException;
import io.gatehouse.kernel.NotPermittedException.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.servicetoken.ServiceToken;
import io.gatehouse.session.StepUp;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ActorsTest {
    private final Fakes fakes = new Fakes();
    private final Actors actors = fakes.actors;
    private final Realm root = fakes.realm("root");
    private final Realm realm = fakes.realm("realm");

    @Nested
    class An_administrator {
        private final Administrator ada = fakes.administrator(realm, "ada@example.com", Role.SYSTEM_ADMINISTRATOR);
        private final Caller caller = fakes.caller(ada);

        @Test
        void is_the_actor_of_the_own_events_with_session_and_requester() {
            Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
            assertThat(actor.realm()).isEqualTo(realm);
            assertThat(actor.administrator()).isEqualTo(ada);
            assertThat(actor.session().id()).isEqualTo(caller.session().orElseThrow());
            assertThat(actor.ownEvent(AuditEventType.PHONE_CHANGED, Map.of("a", "b")))
                    .isEqualTo(AuditEvent.by(
                            ada.id(), AuditEventType.PHONE_CHANGED, realm.id(), Fakes.REQUESTER, Map.of("a", "b")));
        }

        @ParameterizedTest
        @CsvSource({
            "OWN_ACCOUNT,            OBSERVER,             true",
            "OWN_ACCOUNT_FRESH,      OBSERVER,             true",
            "SUPPORT,                OBSERVER,             false",
            "SUPPORT,                OPERATOR,             true",
            "SUPPORT,                SYSTEM_ADMINISTRATOR, true",
            "ADMINISTRATION,         OBSERVER,             false",
            "ADMINISTRATION,         OPERATOR,             false",
            "ADMINISTRATION,         SYSTEM_ADMINISTRATOR, true",
            "ADMINISTRATION_STARTED, OPERATOR,             false",
            "ADMINISTRATION_STARTED, SYSTEM_ADMINISTRATOR, true",
            "REALMS,                 OPERATOR,             false",
            "REALMS,                 SYSTEM_ADMINISTRATOR, true"
        })
        void needs_the_role(Permission permission, Role role, boolean permitted) {
            Administrator administrator = fakes.administrator(root, "grace@example.com", role);
            assertConfirmed(fakes.caller(administrator), permission, permitted, Reason.FORBIDDEN);
        }

        @ParameterizedTest
        @CsvSource({
            "OWN_ACCOUNT,            true",
            "OWN_ACCOUNT_FRESH,      false",
            "SUPPORT,                true",
            "ADMINISTRATION,         false",
            "ADMINISTRATION_STARTED, true",
            "REALMS,                 false"
        })
        void needs_a_recent_verification_for_some_changes(Permission permission, boolean permitted) {
            Caller late = fakes.caller(fakes.administrator(root, "grace@example.com", Role.SYSTEM_ADMINISTRATOR));
            fakes.clock.advance(StepUp.MAX_AGE.minusMillis(1));
            assertConfirmed(late, permission, true, null);
            fakes.clock.advance(Duration.ofMillis(1));
            assertConfirmed(late, permission, permitted, Reason.STEP_UP_REQUIRED);
        }

        @ParameterizedTest
        @EnumSource(Permission.class)
        void cannot_make_those_changes_for_an_hour_after_a_sign_in_has_enrolled_another_number(Permission permission) {
            Administrator administrator = fakes.administrator(root, "grace@example.com", Role.SYSTEM_ADMINISTRATOR);
            Administrator used = fakes.administrators.signedIn(administrator, true);
            fakes.administrators.enrollPhone(used, new MobileNumber("+4915123456789"));
            Instant until = fakes.clock.instant().plus(Duration.ofHours(1));
            fakes.clock.advance(Duration.ofMinutes(59));
            Caller fresh = fakes.caller(administrator);
            assertConfirmed(fresh, permission, !permission.needsStepUp(), Reason.ENROLLMENT_TOO_RECENT);
            if (permission.needsStepUp()) {
                assertThatThrownBy(() -> actors.confirm(fresh, permission))
                        .isInstanceOfSatisfying(
                                NotPermittedException.class,
                                refused -> assertThat(refused.until()).contains(until));
            }
            fakes.clock.advance(Duration.ofMinutes(1));
            assertConfirmed(fresh, permission, true, null);
        }

        @Test
        void manages_realms_from_the_root_realm_only() {
            assertRefused(caller, Permission.REALMS, Reason.FORBIDDEN);
        }

        @ParameterizedTest
        @EnumSource(Permission.class)
        void needs_a_live_session(Permission permission) {
            Administrator administrator = fakes.administrator(root, "grace@example.com", Role.SYSTEM_ADMINISTRATOR);
            Caller revoked = fakes.caller(administrator);
            fakes.sessions.sessions.revoke(administrator.id(), revoked.session().orElseThrow());
            assertRefused(revoked, permission, Reason.UNAUTHENTICATED);
        }

        @Test
        void needs_an_own_session() {
            Administrator other = fakes.administrator(realm, "grace@example.com", Role.SYSTEM_ADMINISTRATOR);
            var stolen = new Caller(
                    realm.id(),
                    Optional.of(ada.id()),
                    fakes.caller(other).session(),
                    Optional.empty(),
                    Fakes.REQUESTER);
            assertRefused(stolen, Permission.OWN_ACCOUNT, Reason.UNAUTHENTICATED);
        }

        @Test
        void is_refused_once_disabled_or_deleted_or_obliged_to_reset_the_password() {
            fakes.administrators.requirePasswordReset(realm.id(), ada.id());
            assertRefused(caller, Permission.OWN_ACCOUNT, Reason.UNAUTHENTICATED);
            fakes.administrators.changePasswordHash(realm.id(), ada.id(), "another hash");
            assertConfirmed(caller, Permission.OWN_ACCOUNT, true, null);

            Administrator now = fakes.now(ada);
            fakes.administrators.change(now, now.displayName(), now.role(), true);
            assertRefused(caller, Permission.OWN_ACCOUNT, Reason.UNAUTHENTICATED);
            fakes.administrators.delete(realm.id(), ada.id());
            assertRefused(caller, Permission.OWN_ACCOUNT, Reason.UNAUTHENTICATED);
        }

        @Test
        void is_refused_in_a_realm_that_is_not_the_accounts() {
            var elsewhere =
                    new Caller(root.id(), caller.administrator(), caller.session(), Optional.empty(), Fakes.REQUESTER);
            assertRefused(elsewhere, Permission.OWN_ACCOUNT, Reason.UNAUTHENTICATED);
        }

        @Test
        void is_refused_once_the_realm_is_deleted() {
            fakes.realms.delete(realm.id());
            assertRefused(caller, Permission.OWN_ACCOUNT, Reason.UNAUTHENTICATED);
            assertThatThrownBy(() -> actors.confirm(caller, Permission.SUPPORT)).isInstanceOf(NotFoundException.class);
        }
    }

    @Nested
    class A_service_token {
        private final Administrator creator = fakes.administrator(realm, "ada@example.com", Role.SYSTEM_ADMINISTRATOR);

        @Test
        void supports_administrators_and_is_named_in_events() {
            ServiceToken token = token(Role.OPERATOR);
            Actor actor = actors.confirm(Caller.of(token, Fakes.REQUESTER), Permission.SUPPORT);
            AuditEvent event = actor.event(AuditEventType.SESSION_REVOKED, creator.id(), Map.of("a", "b"));
            assertThat(event.actor()).isEmpty();
            assertThat(event.subject()).contains(creator.id());
            assertThat(event.details())
                    .isEqualTo(Map.of("a", "b", "serviceToken", token.id().toString()));
            assertThatThrownBy(actor::administrator).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(actor::session).isInstanceOf(IllegalStateException.class);
        }

        @ParameterizedTest
        @EnumSource(Permission.class)
        void of_an_operator_permits_nothing_else(Permission permission) {
            assertConfirmed(
                    Caller.of(token(Role.OPERATOR), Fakes.REQUESTER),
                    permission,
                    permission == Permission.SUPPORT,
                    Reason.FORBIDDEN);
        }

        @ParameterizedTest
        @EnumSource(Permission.class)
        void of_an_observer_permits_no_change(Permission permission) {
            assertRefused(Caller.of(token(Role.OBSERVER), Fakes.REQUESTER), permission, Reason.FORBIDDEN);
        }

        @Test
        void is_refused_once_revoked_or_expired() {
            ServiceToken revoked = token(Role.OPERATOR);
            fakes.serviceTokens.revoke(realm.id(), revoked.id());
            assertRefused(Caller.of(revoked, Fakes.REQUESTER), Permission.SUPPORT, Reason.UNAUTHENTICATED);

            ServiceToken expired = token(Role.OPERATOR);
            fakes.clock.advance(Duration.ofDays(30));
            assertRefused(Caller.of(expired, Fakes.REQUESTER), Permission.SUPPORT, Reason.UNAUTHENTICATED);
        }

        @Test
        void is_refused_in_another_realm() {
            ServiceToken token = token(Role.OPERATOR);
            var elsewhere =
                    new Caller(root.id(), Optional.empty(), Optional.empty(), Optional.of(token.id()), Fakes.REQUESTER);
            assertRefused(elsewhere, Permission.SUPPORT, Reason.UNAUTHENTICATED);
        }

        private ServiceToken token(Role role) {
            return fakes.serviceTokens
                    .create(realm.id(), creator.id(), "monitoring", role, Duration.ofDays(30), List.of())
                    .token();
        }
    }

    @Test
    void a_command_is_an_actor_without_an_account() {
        Actor actor = actors.command(realm.id());
        assertThat(actor.realm()).isEqualTo(realm);
        assertThat(actor.id()).isEmpty();
        assertThat(actor.requester()).isEqualTo(Requester.COMMAND);
        assertThatThrownBy(() -> actors.command(new RealmId(UUID.randomUUID()))).isInstanceOf(NotFoundException.class);
    }

    private void assertConfirmed(Caller caller, Permission permission, boolean permitted, Reason otherwise) {
        if (permitted) {
            assertThat(actors.confirm(caller, permission).realm().id()).isEqualTo(caller.realm());
        } else {
            assertRefused(caller, permission, otherwise);
        }
    }

    private void assertRefused(Caller caller, Permission permission, Reason reason) {
        assertThatThrownBy(() -> actors.confirm(caller, permission))
                .isInstanceOfSatisfying(
                        NotPermittedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
