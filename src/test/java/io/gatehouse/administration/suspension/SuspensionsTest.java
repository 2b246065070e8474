package io.gatehouse.administration.suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.administration.suspension.Suspensions.Outcome;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.caller.Caller;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.kernel.NotPermittedException;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.servicetoken.ServiceToken;
import io.gatehouse.session.StepUp;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

class SuspensionsTest {
    private static final LongPredicate ANY_VERSION = version -> true;

    private final Fakes fakes = new Fakes();
    private final Suspensions suspensions = new Suspensions(
            fakes.actors,
            fakes.administrators,
            fakes.recoveryCodes,
            fakes.serviceTokens,
            fakes.authenticators.authenticators,
            fakes.influences,
            fakes.audit.log);
    private final Realm realm = fakes.realm("suspensions");
    private final Administrator ada = fakes.administrator(realm, "ada@example.com", Role.SYSTEM_ADMINISTRATOR);
    private final Caller grace =
            fakes.caller(fakes.administrator(realm, "grace@example.com", Role.SYSTEM_ADMINISTRATOR));

    @Test
    void another_system_administrator_lifts_authenticators_once_or_deletes_them() {
        fakes.authenticators.addApp(realm, ada);
        assertThat(suspensions.liftAuthenticators(grace, ada.id(), ANY_VERSION)).isEqualTo(Outcome.NOT_SUSPENDED);
        fakes.authenticators.authenticators.suspendRecent(ada.id());
        assertThat(suspensions.countAuthenticators(ada.id())).isEqualTo(1);
        assertThat(suspensions.liftAuthenticators(fakes.caller(ada), ada.id(), ANY_VERSION))
                .isEqualTo(Outcome.NOT_INDEPENDENT);
        assertThat(suspensions.liftAuthenticators(grace, ada.id(), ANY_VERSION)).isEqualTo(Outcome.LIFTED);
        assertThat(suspensions.liftAuthenticators(grace, ada.id(), ANY_VERSION)).isEqualTo(Outcome.NOT_SUSPENDED);
        assertThat(fakes.authenticators.authenticators.listUsable(ada.id())).hasSize(1);

        fakes.authenticators.authenticators.suspendRecent(ada.id());
        assertThat(suspensions.deleteAuthenticators(grace, ada.id())).isTrue();
        assertThat(suspensions.deleteAuthenticators(grace, ada.id())).isFalse();
        assertThat(fakes.authenticators.authenticators.list(ada.id())).isEmpty();
        assertThat(fakes.audit.details(AuditEventType.AUTHENTICATORS_LIFTED)).contains(Map.of("count", "1"));
        assertThat(fakes.audit.details(AuditEventType.AUTHENTICATORS_DELETED)).contains(Map.of("count", "1"));
    }

    @Test
    void another_system_administrator_lifts_recovery_codes_once() {
        suspendCodes();
        assertThat(suspensions.countRecoveryCodes(ada.id())).isEqualTo(10);
        assertThat(suspensions.liftRecoveryCodes(grace, ada.id(), ANY_VERSION)).isEqualTo(Outcome.LIFTED);
        assertThat(fakes.recoveryCodes.countUsable(ada.id())).isEqualTo(10);
        assertThat(fakes.audit.details(AuditEventType.RECOVERY_CODES_LIFTED)).contains(Map.of("count", "10"));
        assertThat(suspensions.liftRecoveryCodes(grace, ada.id(), ANY_VERSION)).isEqualTo(Outcome.NOT_SUSPENDED);
    }

    @Test
    void what_a_later_report_has_suspended_is_not_lifted_by_those_who_have_not_read_of_it() {
        fakes.authenticators.addApp(realm, ada);
        report();
        LongPredicate read = isVersion();
        assertThat(suspensions.liftAuthenticators(grace, ada.id(), read)).isEqualTo(Outcome.LIFTED);
        fakes.recoveryCodes.regenerate(realm.id(), ada.id());
        report();
        assertThat(suspensions.liftAuthenticators(grace, ada.id(), read)).isEqualTo(Outcome.STALE);
        assertThat(suspensions.liftRecoveryCodes(grace, ada.id(), read)).isEqualTo(Outcome.STALE);
        assertThat(suspensions.countAuthenticators(ada.id())).isEqualTo(1);
        assertThat(suspensions.countRecoveryCodes(ada.id())).isEqualTo(10);
        assertThat(suspensions.liftAuthenticators(grace, ada.id(), isVersion())).isEqualTo(Outcome.LIFTED);
        assertThat(suspensions.liftRecoveryCodes(grace, ada.id(), isVersion())).isEqualTo(Outcome.LIFTED);
    }

    /** Changes the account as a report of misuse does. */
    private void report() {
        fakes.administrators.requirePasswordReset(realm.id(), ada.id());
        fakes.authenticators.authenticators.suspendRecent(ada.id());
        fakes.recoveryCodes.suspendRecent(ada.id());
    }

    private LongPredicate isVersion() {
        long current =
                fakes.administrators.find(realm.id(), ada.id()).orElseThrow().version();
        return version -> version == current;
    }

    @Test
    void another_system_administrator_lifts_a_service_token_once() {
        ServiceToken.Created created = suspendedToken();
        UUID id = created.token().id();
        assertThat(suspensions.liftServiceToken(grace, id)).isEqualTo(Outcome.LIFTED);
        assertThat(fakes.serviceTokens.authenticate(realm.id(), created.secret(), Fakes.REQUESTER))
                .isPresent();
        assertThat(fakes.audit.details(AuditEventType.SERVICE_TOKEN_LIFTED)).contains(Map.of("token", id.toString()));
        assertThat(suspensions.liftServiceToken(grace, id)).isEqualTo(Outcome.NOT_SUSPENDED);
        assertThat(suspensions.liftServiceToken(grace, UUID.randomUUID())).isEqualTo(Outcome.NOT_SUSPENDED);
    }

    @Test
    void nobody_lifts_the_suspension_of_the_own_account() {
        suspendCodes();
        UUID token = suspendedToken().token().id();
        Caller own = fakes.caller(ada);
        assertThat(suspensions.liftRecoveryCodes(own, ada.id(), ANY_VERSION)).isEqualTo(Outcome.NOT_INDEPENDENT);
        assertThat(suspensions.liftServiceToken(own, token)).isEqualTo(Outcome.NOT_INDEPENDENT);
        assertThat(fakes.recoveryCodes.countUsable(ada.id())).isZero();
        assertThat(fakes.serviceTokens.find(token)).isEmpty();
    }

    @Test
    void nobody_who_got_access_from_the_account_within_30_days_lifts() {
        suspendCodes();
        UUID token = suspendedToken().token().id();
        Administrator puppet = fakes.administrator(realm, "puppet@example.com", Role.SYSTEM_ADMINISTRATOR);
        fakes.influences.record(realm.id(), ada.id(), puppet.id());
        assertThat(suspensions.mayLift(puppet.id(), ada.id())).isFalse();
        assertThat(suspensions.liftRecoveryCodes(fakes.caller(puppet), ada.id(), ANY_VERSION))
                .isEqualTo(Outcome.NOT_INDEPENDENT);
        assertThat(suspensions.liftServiceToken(fakes.caller(puppet), token)).isEqualTo(Outcome.NOT_INDEPENDENT);
        fakes.clock.advance(Duration.ofDays(30));
        assertThat(suspensions.liftRecoveryCodes(fakes.caller(puppet), ada.id(), ANY_VERSION))
                .isEqualTo(Outcome.LIFTED);
    }

    @Test
    void suspended_codes_are_deleted_also_by_their_owner() {
        suspendCodes();
        assertThat(suspensions.deleteRecoveryCodes(fakes.caller(ada), ada.id())).isTrue();
        assertThat(fakes.audit.details(AuditEventType.RECOVERY_CODES_DELETED)).contains(Map.of("count", "10"));
        assertThat(suspensions.liftRecoveryCodes(grace, ada.id(), ANY_VERSION)).isEqualTo(Outcome.NOT_SUSPENDED);
    }

    @Test
    void only_suspended_codes_are_deleted() {
        fakes.recoveryCodes.regenerate(realm.id(), ada.id());
        assertThat(suspensions.deleteRecoveryCodes(grace, ada.id())).isFalse();
        assertThat(fakes.recoveryCodes.countUsable(ada.id())).isEqualTo(10);
    }

    @Test
    void system_administrators_of_the_realm_with_a_recent_verification_decide() {
        suspendCodes();
        UUID token = suspendedToken().token().id();
        for (Role role : List.of(Role.OBSERVER, Role.OPERATOR)) {
            assertRefused(
                    fakes.caller(
                            fakes.administrator(realm, role.name().toLowerCase(Locale.ROOT) + "@example.com", role)),
                    token);
        }
        Realm other = fakes.realm("other");
        Caller stranger = fakes.caller(fakes.administrator(other, "s@example.com", Role.SYSTEM_ADMINISTRATOR));
        assertThatThrownBy(() -> suspensions.liftRecoveryCodes(stranger, ada.id(), ANY_VERSION))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> suspensions.deleteRecoveryCodes(stranger, ada.id()))
                .isInstanceOf(NotFoundException.class);
        assertThat(suspensions.liftServiceToken(stranger, token)).isEqualTo(Outcome.NOT_SUSPENDED);
        fakes.clock.advance(StepUp.MAX_AGE);
        assertRefused(grace, token);
        assertThat(suspensions.countRecoveryCodes(ada.id())).isEqualTo(10);
        assertThat(fakes.serviceTokens.find(token)).isEmpty();
    }

    private void assertRefused(Caller caller, UUID token) {
        assertThatThrownBy(() -> suspensions.liftRecoveryCodes(caller, ada.id(), ANY_VERSION))
                .isInstanceOf(NotPermittedException.class);
        assertThatThrownBy(() -> suspensions.deleteRecoveryCodes(caller, ada.id()))
                .isInstanceOf(NotPermittedException.class);
        assertThatThrownBy(() -> suspensions.liftServiceToken(caller, token)).isInstanceOf(NotPermittedException.class);
    }

    private void suspendCodes() {
        fakes.recoveryCodes.regenerate(realm.id(), ada.id());
        fakes.recoveryCodes.suspendRecent(ada.id());
    }

    private ServiceToken.Created suspendedToken() {
        ServiceToken.Created created = fakes.serviceTokens.create(
                realm.id(), ada.id(), "backup", Role.OPERATOR, Duration.ofDays(90), List.of());
        fakes.serviceTokens.suspendRecent(ada.id());
        return created;
    }
}
