package io.gatehouse.session;

import io.gatehouse.platform.Digests;
import io.gatehouse.platform.Randomness;
import io.gatehouse.platform.SessionId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;

/** The rotating refresh tokens of API sessions (RFC 9700, section 4.14.2), known by their digest alone. */
@ApplicationScoped
public class RefreshTokens {
    private final RefreshTokenEntity.Repository tokens;
    private final Randomness randomness;
    private final Clock clock;

    RefreshTokens(RefreshTokenEntity.Repository tokens, Randomness randomness, Clock clock) {
        this.tokens = tokens;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** A fresh token of the session. */
    @Transactional(TxType.MANDATORY)
    String issue(SessionId session) {
        String token = randomness.secret();
        var entity = new RefreshTokenEntity();
        entity.tokenHash = Digests.sha256Base64Url(token);
        entity.sessionId = session.value();
        entity.issuedAt = clock.instant();
        tokens.persist(entity);
        return token;
    }
}
