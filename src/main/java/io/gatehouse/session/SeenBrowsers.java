package io.gatehouse.session;

import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.Requester.Device;
import io.gatehouse.kernel.crypto.IdentifierMacs;
import io.gatehouse.kernel.database.ExpiringRows;
import io.gatehouse.kernel.id.AdministratorId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Remembers devices and networks of the sign-ins to each account, as HMACs. */
@ApplicationScoped
public class SeenBrowsers {
    private final SeenBrowserEntity.Repository browsers;
    private final IdentifierMacs identifiers;
    private final Clock clock;

    SeenBrowsers(SeenBrowserEntity.Repository browsers, IdentifierMacs identifiers, Clock clock) {
        this.browsers = browsers;
        this.identifiers = identifiers;
        this.clock = clock;
    }

    /**
     * Records a sign-in and returns whether it is the first from the device and network, except for the account's very
     * first.
     */
    @Transactional(TxType.MANDATORY)
    public boolean recordSignIn(AdministratorId administrator, Requester requester) {
        return browsers.addToOthers(administrator, mac(administrator, requester), clock.instant());
    }

    /**
     * Returns the HMAC of device and network; the device has no version, so that a browser update does not change it.
     */
    private String mac(AdministratorId administrator, Requester requester) {
        String device = Device.of(requester.userAgent()).map(Device::toString).orElse("");
        return identifiers.macBase64Url(administrator.toString(), device, requester.network());
    }

    /** A row of {@code seen_browser}. */
    @Entity(name = "SeenBrowserEntity")
    @Table(name = "seen_browser")
    @IdClass(SeenBrowserEntity.Key.class)
    static class SeenBrowserEntity {
        private static final Duration KEPT = Duration.ofDays(365);

        record Key(UUID administratorId, String mac) {}

        @Id
        UUID administratorId;

        @Id
        String mac;

        Instant seenAt;

        @ApplicationScoped
        static class Repository implements PanacheRepositoryBase<SeenBrowserEntity, Key>, ExpiringRows {
            /**
             * Deletes browsers not seen for a year, except the last one of an account: the next one would be its very first, of
             * which no notice is sent.
             */
            @Override
            public long deleteExpired(Instant now, int limit) {
                return delete(
                        "(administratorId, mac) in (select e.administratorId, e.mac from SeenBrowserEntity e"
                                + " where e.seenAt < ?1 and exists (select 1 from SeenBrowserEntity n"
                                + " where n.administratorId = e.administratorId and n.seenAt > e.seenAt)"
                                + " order by e.seenAt limit ?2)",
                        now.minus(KEPT),
                        limit);
            }

            /** Adds the browser; returns whether the account has been used from others before, but not from it. */
            boolean addToOthers(AdministratorId administrator, String mac, Instant now) {
                return getSession()
                        // A row that is inserted rather than updated has no previous transaction; the others are those
                        // before it.
                        .createNativeQuery("""
                                insert into seen_browser (administrator_id, mac, seen_at)
                                values (:administrator, :mac, :now)
                                on conflict (administrator_id, mac) do update set seen_at = excluded.seen_at
                                returning xmax = 0 and exists (
                                    select 1 from seen_browser other where other.administrator_id = :administrator
                                ) as added""", Tuple.class)
                        .addSynchronizedQuerySpace("seen_browser")
                        .setParameter("administrator", administrator.value())
                        .setParameter("mac", mac)
                        .setParameter("now", now)
                        .getSingleResult()
                        .get("added", Boolean.class);
            }
        }
    }
}
