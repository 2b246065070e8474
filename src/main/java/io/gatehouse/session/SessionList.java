package io.gatehouse.session;

import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.session.Session.SessionId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Lists the sessions of an account. */
@ApplicationScoped
public class SessionList {
    private final SessionEntity.Repository sessions;
    private final OfflineAccess offlineAccess;
    private final Clock clock;

    SessionList(SessionEntity.Repository sessions, OfflineAccess offlineAccess, Clock clock) {
        this.sessions = sessions;
        this.offlineAccess = offlineAccess;
        this.clock = clock;
    }

    /**
     * A session of an account.
     *
     * @param idle whether it has not been used for too long, so that only clients with offline access still use it
     */
    public record ListedSession(Session session, boolean idle) {}

    /** Returns the account's sessions that are live or that clients still use, last used first. */
    @Transactional
    public List<ListedSession> of(AdministratorId administrator) {
        Instant now = clock.instant();
        List<ListedSession> unexpired = sessions.listUnexpired(administrator, now).stream()
                .map(entity -> new ListedSession(entity.toSession(), !entity.isLive(now)))
                .toList();
        List<SessionId> idle = unexpired.stream()
                .filter(ListedSession::idle)
                .map(listed -> listed.session().id())
                .toList();
        Set<SessionId> offline = idle.isEmpty() ? Set.of() : offlineAccess.among(idle);
        return unexpired.stream()
                .filter(listed ->
                        !listed.idle() || offline.contains(listed.session().id()))
                .toList();
    }
}
