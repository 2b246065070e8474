package io.gatehouse.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.session.SessionList.ListedSession;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionListTest {
    private final Fakes fakes = new Fakes();
    private final Realm realm = fakes.realm("acme");
    private final Administrator ada = fakes.administrator(realm, "ada@example.com", Role.OPERATOR);
    private final Duration idle = realm.settings().session().idle();

    @Test
    void live_sessions_are_listed_last_used_first() {
        Session first = fakes.session(ada);
        fakes.clock.advance(Duration.ofMinutes(1));
        Session second = fakes.session(ada);
        assertThat(fakes.sessions.list.of(ada.id()))
                .containsExactly(new ListedSession(second, false), new ListedSession(first, false));
    }

    @Test
    void an_idle_session_is_listed_as_such_if_a_client_has_offline_access() {
        Session used = fakes.session(ada);
        fakes.session(ada);
        fakes.sessions.withOfflineAccess.add(used.id());
        fakes.clock.advance(idle);
        assertThat(fakes.sessions.list.of(ada.id())).containsExactly(new ListedSession(used, true));
    }
}
