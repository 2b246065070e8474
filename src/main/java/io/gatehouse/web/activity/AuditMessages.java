package io.gatehouse.web.activity;

import io.gatehouse.audit.AuditEventType;
import io.gatehouse.authenticator.AuthenticatorKind;
import io.gatehouse.authenticator.PasskeyRefusal;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Messages of audit events and of the page that shows them; texts in {@code messages/audit_*.properties}. */
@MessageBundle("audit")
public interface AuditMessages {
    // spotless:off: one message a line
    @Message String title();
    @Message String lead(String realm);
    @Message String what();
    @Message String when();
    @Message String who();
    @Message String affected();
    @Message String where();
    @Message String type();
    @Message String person();
    @Message String moreFilters();
    @Message String address();
    @Message String request();
    @Message String anyType();
    @Message String group(AuditGroup group);
    @Message String from();
    @Message String to();
    @Message String utc();
    @Message String filter();
    @Message String everything();
    @Message String onlyAbout(String name);
    @Message String download();
    @Message String nothing();
    @Message String older();
    @Message String newest();
    @Message String dateInvalid();
    @Message String addressInvalid();
    @Message String tooManyPeople(int most);
    @Message String unknownAccount();
    @Message String deletedAccount(String email);
    @Message String byOther(String name);
    @Message String actorAndSubject(String actor, String subject);
    @Message String device(String device, String address);
    @Message String byCommand();
    @Message String bySchedule();
    @Message String requestOf(String id);
    @Message String toPhone(String hint);
    @Message String toMailbox(String hint);

    /** For a code sent to the mailbox that also received the link. */
    @Message String toMailboxAlone(String hint);
    @Message String codeOf(String way, String tag);
    @Message String until();
    @Message String mustWait();
    @Message String codesLeft(String left);
    @Message String suspendedCodes(String count);
    @Message String suspendedTokens(String count);
    @Message String suspendedAuthenticators(String count);
    @Message String accessGiven(String names);
    @Message String sessionsEnded(String count);
    @Message String before(String value);
    @Message String realmNamed(String slug);
    @Message String byRealm(String slug);
    @Message String accountKnown();
    @Message String accountNew();
    @Message String limit(String count);
    @Message String reported(String what);
    @Message String codeQueued();
    @Message String codeTexted();
    @Message String codeMailed();
    @Message String codeDelivered();
    @Message String factor(AuditDetails.Factor factor);
    @Message String authenticator(AuthenticatorKind kind);
    @Message String cause(AuditDetails.Cause cause);
    @Message String refusal(PasskeyRefusal refusal);
    @Message String place(AuditDetails.Place place);
    @Message String renamed();
    @Message String trial();
    @Message String happened(AuditEventType type);
    // spotless:on
}
