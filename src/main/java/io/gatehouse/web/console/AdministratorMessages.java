package io.gatehouse.web.console;

import io.gatehouse.administration.accounts.Account;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Messages of the administrators' pages; texts in {@code messages/administrators_*.properties}. */
@MessageBundle("administrators")
public interface AdministratorMessages {
    // spotless:off: one message a line
    @Message String title();
    @Message String lead(String realm);
    @Message String invite();
    @Message String search();
    @Message String find();
    @Message String person();
    @Message String profile();
    @Message String state();
    @Message String stateOf(Account.State state);
    @Message String lockedUntil();
    @Message String phone();
    @Message String noPhone();
    @Message String empty();
    @Message String nothingFound(String query);
    @Message String more();
    @Message String fromStart();
    @Message String inviteTitle();
    @Message String inviteLead();
    @Message String email();
    @Message String name();
    @Message String role();
    @Message String systemAdministratorHint();
    @Message String operatorHint();
    @Message String observerHint();
    @Message String sendInvitation();
    @Message String back();
    @Message String emailInvalid();
    @Message String emailTaken();
    @Message String nameInvalid();
    @Message String roleMissing();
    @Message String edit();
    @Message String editTitle(String name);
    @Message String editLead();
    @Message String save();
    @Message String help();
    @Message String helpHint();
    @Message String unlock();
    @Message String resend();
    @Message String revoke();
    @Message String access();
    @Message String accessHint();
    @Message String disable();
    @Message String enable();
    @Message String resetPhone();
    @Message String resetPhoneHint();
    @Message String resetWaitsForApproval(String names);
    @Message String resetTakesEffect();
    @Message String approve();
    @Message String keepPhone();
    @Message String delete();
    @Message String deleteTitle(String name);
    @Message String deleteLead();
    @Message String cancel();
    @Message String timeline();
    @Message String recentActivity();
    @Message String verdict(Account.State state);
    @Message String verdictReset();
    @Message String timelineHint();
    @Message String nothingHappened();
    @Message String whole();
    @Message String changedMeanwhile(String name, String role, String state);
    @Message String lastInCharge();
    @Message String notInvited();
    @Message String notAnother();
    @Message String notOpen();
    @Message String invited();
    @Message String saved();
    @Message String unlocked();
    @Message String resent();
    @Message String revoked();
    @Message String disabled();
    @Message String enabled();
    @Message String deleted();
    @Message String resetAsked();
    @Message String resetDone();
    @Message String resetCalledOff();
    // spotless:on
}
