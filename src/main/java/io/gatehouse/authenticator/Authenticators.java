package io.gatehouse.authenticator;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists the passkeys and authenticator apps of accounts, and removes or suspends all of an account. */
@ApplicationScoped
public class Authenticators {
    private static final Comparator<Authenticator> STRONGEST_FIRST =
            Comparator.comparing(Authenticator::kind).thenComparing(Authenticator::createdAt);

    private final AuthenticatorEntity.Repository rows;
    private final PasskeyEntity.Repository passkeys;
    private final TotpEntity.Repository totps;
    private final PublicUrls urls;
    private final Clock clock;

    Authenticators(
            AuthenticatorEntity.Repository rows,
            PasskeyEntity.Repository passkeys,
            TotpEntity.Repository totps,
            PublicUrls urls,
            Clock clock) {
        this.rows = rows;
        this.passkeys = passkeys;
        this.totps = totps;
        this.urls = urls;
        this.clock = clock;
    }

    /** Returns the account's authenticators, the strongest first, suspended ones included. */
    @Transactional
    public List<Authenticator> list(AdministratorId administrator) {
        return list(List.of(administrator)).getOrDefault(administrator, List.of());
    }

    /** Returns the authenticators of each of the accounts, as {@link #list(AdministratorId)}; those without any are missing. */
    @Transactional
    public Map<AdministratorId, List<Authenticator>> list(Collection<AdministratorId> administrators) {
        List<UUID> ids = administrators.stream().map(AdministratorId::value).toList();
        return rows.listOf(ids).stream()
                .map(row -> row.toAuthenticator(urls.host()))
                .sorted(STRONGEST_FIRST)
                .collect(Collectors.groupingBy(Authenticator::administrator));
    }

    /**
     * Returns the account's authenticators that the realm allows and this host accepts, the strongest first, suspended ones included;
     * reads none where it allows none.
     */
    @Transactional
    public List<Authenticator> listAllowed(Realm realm, AdministratorId administrator) {
        RealmSettings.Mfa mfa = realm.settings().mfa();
        boolean allowed =
                mfa.enabled() && Stream.of(AuthenticatorKind.values()).anyMatch(kind -> mfa.allows(kind.strength()));
        return allowed
                ? list(administrator).stream()
                        .filter(one -> !one.otherHost() && mfa.allows(one.kind().strength()))
                        .toList()
                : List.of();
    }

    /** Returns the account's authenticators that can be used, the strongest first. */
    @Transactional
    public List<Authenticator> listUsable(AdministratorId administrator) {
        return list(administrator).stream().filter(Authenticator::usable).toList();
    }

    /** Suspends those that the account, which must be locked, has added within a week; returns their number. */
    @Transactional(TxType.MANDATORY)
    public int suspendRecent(AdministratorId administrator) {
        Instant now = clock.instant();
        Instant suspect = now.minus(Administrator.SUSPECT);
        return passkeys.suspendCreatedAfter(administrator, suspect, now)
                + totps.suspendCreatedAfter(administrator, suspect, now);
    }

    /** Ends the suspension of the account's authenticators, and returns their number. */
    @Transactional(TxType.MANDATORY)
    public int lift(AdministratorId administrator) {
        return passkeys.lift(administrator) + totps.lift(administrator);
    }

    /** Deletes the account's suspended authenticators, and returns their number. */
    @Transactional(TxType.MANDATORY)
    public int deleteSuspended(AdministratorId administrator) {
        return passkeys.deleteSuspended(administrator) + totps.deleteSuspended(administrator);
    }

    /** Deletes the account's authenticators and returns their number. */
    @Transactional(TxType.MANDATORY)
    public int deleteAll(AdministratorId administrator) {
        return passkeys.deleteAll(administrator) + totps.deleteAll(administrator);
    }
}
