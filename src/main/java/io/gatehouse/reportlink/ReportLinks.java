package io.gatehouse.reportlink;

import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.Digests;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.database.ExpiringRows;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.link.LinkConfig;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Issues and consumes "this wasn't me" links: 128 bits, so that they fit a text message, stored as digests. */
@ApplicationScoped
public class ReportLinks {
    /**
     * The content of a "this wasn't me" link.
     *
     * @param administrator the recipient of the message
     * @param requester the requester that caused the event
     */
    public record ReportLink(
            Occasion occasion, RealmId realm, AdministratorId administrator, Requester requester, Instant occurredAt) {}

    private final ReportLinkEntity.Repository links;
    private final Randomness randomness;
    private final PublicUrls urls;
    private final LinkConfig config;
    private final Clock clock;

    ReportLinks(
            ReportLinkEntity.Repository links, Randomness randomness, PublicUrls urls, LinkConfig config, Clock clock) {
        this.links = links;
        this.randomness = randomness;
        this.urls = urls;
        this.config = config;
        this.clock = clock;
    }

    /** Creates a link and returns its address. */
    @Transactional(TxType.MANDATORY)
    public String issue(ReportLink link) {
        String token = randomness.shortSecret();
        links.add(
                Digests.sha256Base64Url(token),
                link,
                clock.instant().plus(link.occasion().isCode() ? config.codeReport() : config.noticeReport()));
        return urls.report(token);
    }

    /** Returns the content of the link without consuming it, or empty if it is not valid. */
    @Transactional
    public Optional<ReportLink> find(String token) {
        return links.findByIdOptional(Digests.sha256Base64Url(token))
                .filter(found -> clock.instant().isBefore(found.expiresAt))
                .map(ReportLinkEntity::toReportLink);
    }

    /**
     * Consumes the link and all others of the account, except those that only the holder of its number or former address has,
     * and returns true, or returns false if there are none; of parallel uses only one succeeds.
     */
    @Transactional(TxType.MANDATORY)
    public boolean consume(AdministratorId administrator, String token) {
        return links.deleteAll(administrator, Digests.sha256Base64Url(token)) > 0;
    }

    /** Invalidates all links of the account. */
    @Transactional(TxType.MANDATORY)
    public void revokeAll(AdministratorId administrator) {
        links.deleteAll(administrator, EnumSet.allOf(Occasion.class));
    }

    /**
     * Invalidates the account's links of the kinds that a number gets, as once it is decided that a number is not, or no longer, its own:
     * the number's holder must not dispute the next number with them.
     */
    @Transactional(TxType.MANDATORY)
    public void revokeThoseOfNumbers(AdministratorId administrator) {
        links.deleteAll(administrator, Occasion.OF_NUMBERS);
    }

    /** Invalidates the account's links about changes of its address, as once the first of these addresses is restored. */
    @Transactional(TxType.MANDATORY)
    public void revokeAddressChanges(AdministratorId administrator) {
        links.deleteAll(administrator, EnumSet.of(Occasion.EMAIL_CHANGED));
    }

    /** A row of {@code report_link}. */
    @Entity(name = "ReportLinkEntity")
    @Table(name = "report_link")
    static class ReportLinkEntity {
        @Id
        String tokenHash;

        UUID realmId;
        UUID administratorId;

        @Enumerated(EnumType.STRING)
        Occasion occasion;

        String clientAddress;
        String userAgent;
        String requestId;
        Instant occurredAt;
        Instant expiresAt;

        ReportLink toReportLink() {
            return new ReportLink(
                    occasion,
                    new RealmId(realmId),
                    new AdministratorId(administratorId),
                    new Requester(clientAddress, userAgent, requestId),
                    occurredAt);
        }

        @ApplicationScoped
        static class Repository implements PanacheRepositoryBase<ReportLinkEntity, String>, ExpiringRows {
            /** Deletes links that are no longer valid. */
            @Override
            public long deleteExpired(Instant now, int limit) {
                return delete(
                        "tokenHash in (select e.tokenHash from ReportLinkEntity e where e.expiresAt < ?1 order by e.expiresAt limit ?2)",
                        now,
                        limit);
            }

            void add(String hash, ReportLink link, Instant expiresAt) {
                var entity = new ReportLinkEntity();
                entity.tokenHash = hash;
                entity.realmId = link.realm().value();
                entity.administratorId = link.administrator().value();
                entity.occasion = link.occasion();
                entity.clientAddress = link.requester().address();
                entity.userAgent = link.requester().userAgent();
                entity.requestId = link.requester().requestId();
                entity.occurredAt = link.occurredAt();
                entity.expiresAt = expiresAt;
                persist(entity);
            }

            void deleteAll(AdministratorId administrator, Set<Occasion> occasions) {
                delete("administratorId = ?1 and occasion in ?2", administrator.value(), occasions);
            }

            long deleteAll(AdministratorId administrator, String hash) {
                return delete(
                        "administratorId = ?1 and (tokenHash = ?2 or occasion not in ?3)",
                        administrator.value(),
                        hash,
                        Occasion.ELSEWHERE);
            }
        }
    }

    /** What a message with a report link is about: a code, or a change. */
    public enum Occasion {
        SIGN_IN_CODE,
        PASSWORD_RESET_CODE,
        STEP_UP_CODE,
        PHONE_CHANGE_CODE,
        CHANNEL_TEST_CODE,
        PASSWORD_CHANGED,
        PHONE_CHANGED,
        PHONE_RESET,
        /** Sent to the number alone: only its holder can use the link. */
        PHONE_RESET_ANNOUNCED,
        EMAIL_CHANGED,
        RECOVERY_CODES_CREATED,
        AUTHENTICATOR_ADDED,
        AUTHENTICATOR_REMOVED,
        AUTHENTICATORS_RESET,
        SERVICE_TOKEN_CREATED,
        RECOVERY_CODE_USED,
        PASSWORD_KNOWN,
        NEW_BROWSER,
        MFA_ENABLED,
        MFA_DISABLED;

        /** Sent to the number or the former address alone: who reads the mailbox cannot use the link, nor end it by another. */
        static final Set<Occasion> ELSEWHERE = Set.of(PHONE_RESET_ANNOUNCED, EMAIL_CHANGED);

        /** Sent to a number, some of them to the mailbox as well. */
        static final Set<Occasion> OF_NUMBERS = Stream.of(values())
                .filter(occasion -> occasion.isCode() || occasion == PHONE_CHANGED || occasion == PHONE_RESET_ANNOUNCED)
                .collect(Collectors.toUnmodifiableSet());

        /** Returns whether the message contains a code, which expires soon, rather than a notice. */
        boolean isCode() {
            return switch (this) {
                case SIGN_IN_CODE, PASSWORD_RESET_CODE, STEP_UP_CODE, PHONE_CHANGE_CODE, CHANNEL_TEST_CODE -> true;
                case PASSWORD_CHANGED,
                        PHONE_CHANGED,
                        PHONE_RESET,
                        PHONE_RESET_ANNOUNCED,
                        EMAIL_CHANGED,
                        RECOVERY_CODES_CREATED,
                        AUTHENTICATOR_ADDED,
                        AUTHENTICATOR_REMOVED,
                        AUTHENTICATORS_RESET,
                        SERVICE_TOKEN_CREATED,
                        RECOVERY_CODE_USED,
                        PASSWORD_KNOWN,
                        NEW_BROWSER,
                        MFA_ENABLED,
                        MFA_DISABLED -> false;
            };
        }

        /** Returns whether the event concerns the realm, so that all administrators are notified. */
        public boolean concernsRealm() {
            return this == MFA_ENABLED || this == MFA_DISABLED;
        }

        /**
         * Returns whether it was done from the recipient's own account; if by a colleague, the message must not show the
         * device.
         */
        public boolean isOwnAction() {
            return this != PHONE_RESET
                    && this != PHONE_RESET_ANNOUNCED
                    && this != AUTHENTICATORS_RESET
                    && !concernsRealm();
        }
    }
}
