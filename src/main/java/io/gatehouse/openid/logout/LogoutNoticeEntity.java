package io.gatehouse.openid.logout;

import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.kernel.metrics.MessageQueue.Depth;
import io.gatehouse.openid.logout.WaitingLogoutNotices.LogoutNotice;
import io.gatehouse.session.SessionsRevoked;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code openid_logout_notice}: deleted once it is delivered or given up. */
@Entity(name = "OpenIdLogoutNoticeEntity")
@Table(name = "openid_logout_notice")
class LogoutNoticeEntity {
    @Id
    UUID id;

    UUID realmId;
    UUID clientId;
    UUID sessionId;
    UUID administratorId;
    Instant createdAt;
    int attempts;
    Instant nextAttemptAt;
    /** Until when a worker sends it; null or past if none does. */
    Instant leasedUntil;

    Instant giveUpAt;

    LogoutNotice toNotice() {
        return new LogoutNotice(
                id,
                new RealmId(realmId),
                clientId,
                sessionId.toString(),
                administratorId.toString(),
                attempts,
                giveUpAt);
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<LogoutNoticeEntity, UUID> {
        private static final String ADD = """
                with ended as (
                    update openid_grant g set ended_at = :now from session s
                    where g.ended_at is null and s.id = g.session_id and s.revoked_at is not null
                        and %s = :owner
                    returning g.realm_id, g.client_id, g.session_id, s.administrator_id)
                insert into openid_logout_notice
                    (id, realm_id, client_id, session_id, administrator_id, created_at, attempts, next_attempt_at, give_up_at)
                select gen_random_uuid(), e.realm_id, e.client_id, e.session_id, e.administrator_id, :now, 0, :now, :giveUpAt
                from ended e join openid_client c on c.id = e.client_id
                where c.metadata ->> 'backchannelLogoutUri' is not null
                on conflict (client_id, session_id) do nothing""";

        private static final String ADD_OF_ADMINISTRATOR = ADD.formatted("s.administrator_id");
        private static final String ADD_IN_REALM = ADD.formatted("s.realm_id");

        // One statement: HQL would select the row and update it after.
        private static final String TAKE = """
                update openid_logout_notice set attempts = attempts + 1, next_attempt_at = :again, leased_until = :again
                where id = (
                    select n.id from openid_logout_notice n left join (
                        select realm_id, count(*) as number from openid_logout_notice where leased_until > :now
                        group by realm_id) taken on taken.realm_id = n.realm_id
                    where n.next_attempt_at <= :now and coalesce(taken.number, 0) < :mostOfRealm
                        and n.client_id not in (
                            select client_id from openid_logout_notice where leased_until > :now
                            group by client_id having count(*) >= :mostOfClient)
                    order by coalesce(taken.number, 0), n.next_attempt_at limit 1 for no key update of n skip locked)
                returning id, realm_id, client_id, session_id, administrator_id, created_at, attempts, next_attempt_at,
                    leased_until, give_up_at""";

        /** Ends the grants of the revoked sessions, adds a notice for each of their clients, and returns the number of notices. */
        int add(SessionsRevoked revoked, Instant now, Instant giveUpAt) {
            return getSession()
                    .createNativeMutationQuery(revoked.realm().isPresent() ? ADD_IN_REALM : ADD_OF_ADMINISTRATOR)
                    .setParameter(
                            "owner",
                            revoked.realm()
                                    .map(RealmId::value)
                                    .or(() -> revoked.administrator().map(AdministratorId::value))
                                    .orElseThrow())
                    .setParameter("now", now)
                    .setParameter("giveUpAt", giveUpAt)
                    .executeUpdate();
        }

        /**
         * Takes the notice that has been due longest in a realm of which the fewest are taken, and skips locked ones; due again at
         * that time.
         *
         * @param mostOfClient of a client that are taken at a time, so that one that does not answer leaves workers to others
         * @param mostOfRealm of a realm's clients together that are taken at a time, so that they leave workers to other realms
         */
        Optional<LogoutNoticeEntity> take(Instant now, Instant again, int mostOfClient, int mostOfRealm) {
            return getSession()
                    .createNativeQuery(TAKE, LogoutNoticeEntity.class)
                    .setParameter("now", now)
                    .setParameter("again", again)
                    .setParameter("mostOfClient", mostOfClient)
                    .setParameter("mostOfRealm", mostOfRealm)
                    .getResultList()
                    .stream()
                    .findFirst();
        }

        /** Returns the notices that wait. */
        Depth depth() {
            return getSession()
                    .createQuery("select count(*), min(createdAt) from OpenIdLogoutNoticeEntity", Depth.class)
                    .getSingleResult();
        }

        /** Postpones the notice, unless another worker has taken it since, and those of its client that would be due before. */
        void postpone(LogoutNotice notice, Instant next) {
            int postponed = update(
                    "nextAttemptAt = ?1, leasedUntil = null where id = ?2 and attempts = ?3",
                    next,
                    notice.id(),
                    notice.attempt());
            if (postponed == 1) {
                update(
                        "nextAttemptAt = ?1, attempts = greatest(attempts, ?2)"
                                + " where clientId = ?3 and nextAttemptAt < ?1 and leasedUntil is null",
                        next,
                        notice.attempt(),
                        notice.client());
            }
        }
    }
}
