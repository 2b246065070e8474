package io.gatehouse.factorreset;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.reportlink.ReportLinks;
import io.gatehouse.reportlink.ReportLinks.Occasion;
import io.gatehouse.reportlink.ReportLinks.ReportLink;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;

/**
 * Disputes of recently proven numbers. A report of misuse cannot tell whether the number or the mailbox is the attacker's, so
 * the number gets no codes and the mailbox resets no password until others decide: a System Administrator, an older factor of
 * the account, or a period in which the number's holder can object.
 *
 * <p>Called in the transaction of a flow's step, which has locked the administrator.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class PhoneDisputes {
    private final FactorResetEntity.Repository resets;
    private final Administrators administrators;
    private final FactorResetDecisions decisions;
    private final ReportLinks reportLinks;

    PhoneDisputes(
            FactorResetEntity.Repository resets,
            Administrators administrators,
            FactorResetDecisions decisions,
            ReportLinks reportLinks) {
        this.resets = resets;
        this.administrators = administrators;
        this.decisions = decisions;
        this.reportLinks = reportLinks;
    }

    /**
     * Takes a report of misuse: requests a reset of a recently proven number, which disputes it, or cancels a reset of an
     * undisputed one, or records the objection of the number's holder. Cancels a reset of the authenticators, of which the report
     * suspends the recent ones. Returns whether the number is disputed.
     */
    public boolean report(Realm realm, AdministratorId id, ReportLink link, Requester reporter) {
        Administrator administrator = administrators.find(realm.id(), id).orElseThrow();
        Optional<FactorResetEntity> open = resets.findOpen(id, Factor.PHONE);
        resets.findOpen(id, Factor.AUTHENTICATORS).ifPresent(reset -> decisions.cancel(reset, reporter));
        boolean announced = open.filter(reset -> announces(link, reset)).isPresent();
        if (administrator.phoneDisputed()) {
            open.filter(reset -> announced && link.occasion() == Occasion.PHONE_RESET_ANNOUNCED)
                    .ifPresent(reset -> decisions.veto(reset, reporter));
            return true;
        }
        if (!announced && administrators.disputePhoneProvenWithin(realm.id(), id, Administrator.SUSPECT)) {
            decisions.dispute(open, realm, administrator, reporter);
            return true;
        }
        open.ifPresent(reset -> decisions.cancel(reset, reporter));
        return false;
    }

    private static boolean announces(ReportLink link, FactorResetEntity reset) {
        return (link.occasion() == Occasion.PHONE_RESET || link.occasion() == Occasion.PHONE_RESET_ANNOUNCED)
                && !link.occurredAt().isBefore(reset.requestedAt);
    }

    /** Removes the number if it is disputed, as an older factor proves the account's owner; returns the account after it. */
    public Administrator decideByOlderFactor(FlowContext context) {
        Administrator administrator = context.administrator();
        if (administrator.phoneDisputed()) {
            resets.findOpen(administrator.id(), Factor.PHONE)
                    .ifPresent(reset -> decisions.apply(reset, context.requester()));
        }
        return administrators.find(administrator.realm(), administrator.id()).orElseThrow();
    }

    /** Ends the pending reset of a number that the account no longer has. */
    public void end(AdministratorId administrator) {
        resets.findOpen(administrator, Factor.PHONE).ifPresent(decisions::end);
    }

    /** Ends it with the links that the number has got, as an older number proves the account's owner. */
    public void endByOlderNumber(AdministratorId administrator) {
        end(administrator);
        reportLinks.revokeThoseOfNumbers(administrator);
    }
}
