package io.gatehouse.session;

import io.gatehouse.session.Session.SessionId;
import java.util.Collection;
import java.util.Set;

/** Finds sessions that clients still use after they have not been used for too long. */
public interface OfflineAccess {

    /** Returns those of the sessions in which a client was granted offline access (OpenID Connect Core 1.0, section 11). */
    Set<SessionId> among(Collection<SessionId> sessions);
}
