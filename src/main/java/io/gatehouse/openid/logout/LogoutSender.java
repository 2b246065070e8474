package io.gatehouse.openid.logout;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.SessionID;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.client.Clients;
import io.gatehouse.openid.logout.WaitingLogoutNotices.LogoutNotice;
import io.gatehouse.openid.provider.ClientHttp;
import io.gatehouse.openid.provider.ProviderUrls;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.token.RealmJwts;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Reports the end of a session to a client by a logout token (OpenID Connect Back-Channel Logout 1.0). */
@ApplicationScoped
class LogoutSender {
    private static final Logger LOG = Logger.getLogger(LogoutSender.class);

    private static final JOSEObjectType LOGOUT_TOKEN = new JOSEObjectType("logout+jwt");
    private static final Duration LIFETIME = Duration.ofMinutes(2);

    private final Realms realms;
    private final Clients clients;
    private final RealmJwts jwts;
    private final ProviderUrls urls;
    private final ClientHttp http;
    private final Clock clock;

    LogoutSender(Realms realms, Clients clients, RealmJwts jwts, ProviderUrls urls, ClientHttp http, Clock clock) {
        this.realms = realms;
        this.clients = clients;
        this.jwts = jwts;
        this.urls = urls;
        this.http = http;
        this.clock = clock;
    }

    /** Sends the notice and returns whether the client has accepted it, or is not there any more. */
    boolean send(LogoutNotice notice) {
        Optional<Realm> realm = realms.find(notice.realm());
        Optional<Client> client = clients.find(notice.realm(), notice.client());
        Optional<String> address = client.flatMap(found -> found.metadata().backchannelLogoutUri());
        return realm.isEmpty()
                || address.isEmpty()
                || isAccepted(notice, address.get(), token(realm.get(), client.get(), notice));
    }

    private boolean isAccepted(LogoutNotice notice, String address, String token) {
        try {
            int status = http.post(URI.create(address), "logout_token=" + token);
            if (status / 100 == 2) {
                return true;
            }
            LOG.infof("logout.refused: %s, attempt %d (http_%d)", notice.id(), notice.attempt(), status);
        } catch (IOException e) {
            LOG.infof(
                    "logout.refused: %s, attempt %d (%s)",
                    notice.id(), notice.attempt(), e.getClass().getName());
        }
        return false;
    }

    private String token(Realm realm, Client client, LogoutNotice notice) {
        Instant now = clock.instant();
        var claims = new LogoutTokenClaimsSet(
                urls.issuer(realm),
                new Subject(notice.administrator()),
                List.of(new Audience(client.clientId())),
                Date.from(now),
                Date.from(now.plus(LIFETIME)),
                new JWTID(UUID.randomUUID().toString()),
                new SessionID(notice.session()));
        try {
            return jwts.sign(realm.id(), client.metadata().idTokenAlg(), LOGOUT_TOKEN, claims.toJWTClaimsSet())
                    .serialize();
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
