package io.gatehouse.administration.accounts;

import io.gatehouse.administrator.AccountState;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.authenticator.Authenticators;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.link.LinkKind;
import io.gatehouse.link.Links;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads what pages show of accounts besides the accounts themselves, for any number of them by a few statements. */
@ApplicationScoped
@Transactional
public class AccountFacts {
    private final RecoveryCodes recoveryCodes;
    private final Authenticators authenticators;
    private final Links links;

    AccountFacts(RecoveryCodes recoveryCodes, Authenticators authenticators, Links links) {
        this.recoveryCodes = recoveryCodes;
        this.authenticators = authenticators;
        this.links = links;
    }

    /**
     * Facts of an account.
     *
     * @param recoveryCodes number of usable ones
     * @param authenticators the strongest first, suspended ones included
     * @param invitation the link of an invitation that is not accepted; empty also some time after it has expired
     */
    public record Facts(
            long recoveryCodes, List<Authenticator> authenticators, Optional<Links.Unconsumed> invitation) {}

    /** Returns the facts of each of the accounts. */
    public Map<AdministratorId, Facts> of(List<Account> accounts) {
        List<AdministratorId> ids =
                accounts.stream().map(account -> account.administrator().id()).toList();
        List<AdministratorId> invited = accounts.stream()
                .filter(account -> account.state() == AccountState.PENDING)
                .map(account -> account.administrator().id())
                .toList();
        Map<AdministratorId, Long> codes = recoveryCodes.countUsable(ids);
        Map<AdministratorId, List<Authenticator>> held = authenticators.list(ids);
        Map<AdministratorId, Links.Unconsumed> invitations =
                invited.isEmpty() ? Map.of() : links.findUnconsumed(LinkKind.INVITATION, invited);
        return ids.stream()
                .collect(Collectors.toMap(
                        id -> id,
                        id -> new Facts(
                                codes.getOrDefault(id, 0L),
                                held.getOrDefault(id, List.of()),
                                Optional.ofNullable(invitations.get(id)))));
    }
}
