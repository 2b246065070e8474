package io.gatehouse.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.caller.Caller;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.session.Session;
import io.gatehouse.session.Session.SessionId;
import io.gatehouse.session.Sessions.OpenedSession;
import io.gatehouse.session.TrustedBrowser;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SessionRevocationTest {
    private final Fakes fakes = new Fakes();
    private final SessionRevocation revocation = new SessionRevocation(
            fakes.actors, fakes.sessions.sessions, fakes.sessions.trustedBrowsers, fakes.audit.log);
    private final Realm realm = trusting(fakes.realm("sessions"));
    private final Administrator ada = fakes.administrator(realm, "ada@example.com", Role.OBSERVER);
    private final Administrator grace = fakes.administrator(realm, "grace@example.com", Role.OBSERVER);
    private final Session here = fakes.session(ada);
    private final Caller caller = Caller.of(here, Fakes.REQUESTER);

    @Test
    void signing_out_ends_the_callers_session_only() {
        Session elsewhere = fakes.session(ada);
        revocation.signOut(caller);
        assertThat(isLive(here)).isFalse();
        assertThat(isLive(elsewhere)).isTrue();
        assertThat(fakes.audit.details(AuditEventType.SIGNED_OUT)).contains(Map.of());
    }

    @Test
    void one_session_of_the_caller_is_revoked() {
        Session elsewhere = fakes.session(ada);
        assertThat(revocation.revoke(caller, elsewhere.id())).isTrue();
        assertThat(isLive(elsewhere)).isFalse();
        assertThat(isLive(here)).isTrue();
        assertThat(fakes.audit.details(AuditEventType.SESSION_REVOKED))
                .contains(Map.of("session", elsewhere.id().toString()));
    }

    @Test
    void sessions_of_others_and_those_that_have_ended_are_not_revoked() {
        Session other = fakes.session(grace);
        assertThat(revocation.revoke(caller, other.id())).isFalse();
        assertThat(isLive(other)).isTrue();

        Session ended = fakes.session(ada);
        revocation.revoke(caller, ended.id());
        assertThat(revocation.revoke(caller, ended.id())).isFalse();
        assertThat(revocation.revoke(caller, new SessionId(UUID.randomUUID()))).isFalse();
        assertThat(fakes.audit.entries()).hasSize(1);
    }

    @Test
    void all_sessions_of_the_caller_are_revoked() {
        Session elsewhere = fakes.session(ada);
        Session other = fakes.session(grace);
        revocation.revokeAll(caller);
        assertThat(isLive(here)).isFalse();
        assertThat(isLive(elsewhere)).isFalse();
        assertThat(isLive(other)).isTrue();
        assertThat(fakes.audit.details(AuditEventType.SESSION_REVOKED)).contains(Map.of("sessions", "2"));
    }

    @Test
    void a_sign_in_replaces_the_browsers_previous_session_of_any_account() {
        OpenedSession previous = fakes.openedSession(grace);
        revocation.replace(caller, previous.secret());
        assertThat(isLive(previous.session())).isFalse();
        assertThat(fakes.audit.entries()).singleElement().satisfies(event -> {
            assertThat(event.knownType()).contains(AuditEventType.SESSION_REVOKED);
            assertThat(event.actor()).contains(ada.id());
            assertThat(event.subject()).contains(grace.id());
        });
    }

    @Test
    void a_sign_in_replaces_neither_itself_nor_sessions_of_other_realms() {
        OpenedSession own = fakes.openedSession(ada);
        revocation.replace(Caller.of(own.session(), Fakes.REQUESTER), own.secret());
        assertThat(isLive(own.session())).isTrue();

        Administrator elsewhere = fakes.administrator(fakes.realm("other"), "ada@example.com", Role.OBSERVER);
        OpenedSession other = fakes.openedSession(elsewhere);
        revocation.replace(caller, other.secret());
        revocation.replace(caller, "not a cookie");
        assertThat(isLive(other.session())).isTrue();
        assertThat(fakes.audit.entries()).isEmpty();
    }

    @Nested
    class Trusted_browsers {
        @Test
        void lose_the_trust_one_at_a_time() {
            UUID first = trusted(ada);
            UUID second = trusted(ada);
            assertThat(revocation.distrust(caller, Optional.of(first))).isTrue();
            assertThat(browsersOf(ada)).containsExactly(second);
            assertThat(fakes.audit.details(AuditEventType.BROWSER_TRUST_WITHDRAWN))
                    .contains(Map.of("browser", first.toString()));
        }

        @Test
        void lose_the_trust_all_at_once() {
            trusted(ada);
            trusted(ada);
            UUID other = trusted(grace);
            assertThat(revocation.distrust(caller, Optional.empty())).isTrue();
            assertThat(browsersOf(ada)).isEmpty();
            assertThat(browsersOf(grace)).containsExactly(other);
            assertThat(fakes.audit.details(AuditEventType.BROWSER_TRUST_WITHDRAWN))
                    .contains(Map.of("browser", "all"));
        }

        @Test
        void of_others_keep_it() {
            UUID other = trusted(grace);
            assertThat(revocation.distrust(caller, Optional.of(other))).isFalse();
            assertThat(revocation.distrust(caller, Optional.empty())).isFalse();
            assertThat(browsersOf(grace)).containsExactly(other);
            assertThat(fakes.audit.entries()).isEmpty();
        }

        private UUID trusted(Administrator administrator) {
            fakes.clock.advance(Duration.ofSeconds(1));
            fakes.sessions.trustedBrowsers.trust(realm, administrator, Optional.empty(), Fakes.REQUESTER);
            return browsersOf(administrator).get(0);
        }

        private List<UUID> browsersOf(Administrator administrator) {
            return fakes.sessions.trustedBrowsers.list(realm, administrator).stream()
                    .map(TrustedBrowser::id)
                    .toList();
        }
    }

    /** Returns the realm with codes that trusted browsers can omit. */
    private Realm trusting(Realm created) {
        RealmSettings.Mfa mfa = created.settings().mfa();
        return fakes.realms.update(
                created,
                created.settings().with(mfa.enabledWith(MfaMethod.EMAIL).with(AuthenticationInterval.WEEK)));
    }

    private boolean isLive(Session session) {
        return fakes.sessions.sessions.findById(session.id()).isPresent();
    }
}
