package io.gatehouse.web.activity;

import io.gatehouse.audit.AuditEntry;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.authenticator.AuthenticatorKind;
import io.gatehouse.authenticator.PasskeyRefusal;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.text.MailTexts;
import io.gatehouse.realm.Role;
import io.gatehouse.reportlink.ReportLinks.Occasion;
import io.gatehouse.web.layout.RoleFormatter;
import io.gatehouse.web.layout.SettingsFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Formats the details of an audit event. */
record AuditDetails(AuditMessages messages, MailTexts mails, RoleFormatter console, SettingsFormatter settings) {
    /** How the actor authenticated, named as in the audit log. */
    enum Factor {
        NONE,
        PASSWORD,
        TRUSTED_BROWSER,
        SMS,
        EMAIL,
        RECOVERY_CODE,
        TOTP,
        PASSKEY,
        SYNCED_PASSKEY
    }

    /** Why an account's codes are locked, named as in the audit log. */
    enum Cause {
        WRONG_CODES,
        UNUSED_CODES
    }

    /** Where a password was set, named as in the audit log. */
    enum Place {
        ACCOUNT,
        RESET,
        INVITATION
    }

    /** Internal ids, and details that the page shows in columns of their own. */
    private static final Set<String> OMITTED = Set.of(
            "session", "browser", "request", "token", "link", "purpose", "until", "count", "language", "phoneDisputed");

    /** Returns the details as messages; those without a message by their names in the API. */
    String of(AuditEntry event) {
        Map<String, String> details = event.details();
        boolean waits = event.is(AuditEventType.PASSWORD_REFUSED) && details.containsKey("until");
        Stream<String> wait = waits ? Stream.of(messages.mustWait()) : Stream.empty();
        return Stream.concat(wait, destination(details).map(List::of).orElseGet(() -> each(event)).stream())
                .collect(Collectors.joining(" · "));
    }

    /** Returns where a code was sent, or empty if the event is about none. */
    private Optional<String> destination(Map<String, String> details) {
        return Optional.ofNullable(details.get("channel")).map(channel -> switch (channel) {
            case "SMS" -> messages.toPhone(details.getOrDefault("to", ""));
            case "EMAIL" -> mailbox(details);
            default -> messages.factor(Factor.RECOVERY_CODE);
        });
    }

    private String mailbox(Map<String, String> details) {
        String to = details.getOrDefault("to", "");
        return Boolean.parseBoolean(details.get("singleChannel"))
                ? messages.toMailboxAlone(to)
                : messages.toMailbox(to);
    }

    private List<String> each(AuditEntry event) {
        boolean settingsChanged = event.is(AuditEventType.SETTINGS_CHANGED);
        return new TreeMap<>(event.details())
                .entrySet().stream()
                        .filter(detail -> !OMITTED.contains(detail.getKey())
                                && !detail.getValue().isEmpty())
                        .map(detail -> settingsChanged
                                ? settings.change(detail.getKey(), detail.getValue())
                                : text(detail.getKey(), detail.getValue()))
                        .toList();
    }

    private String text(String name, String value) {
        String raw = name + ": " + value;
        return switch (name) {
            case "factor" -> message(Factor.values(), value, messages::factor).orElse(raw);
            case "cause" ->
                message(Cause.values(), value, messages::cause)
                        .or(() -> message(MailKind.values(), value, mails::subject))
                        .orElse(raw);
            case "by" -> message(Place.values(), value, messages::place).orElseGet(() -> messages.byRealm(value));
            case "occasion" ->
                message(Occasion.values(), value, occasion -> messages.reported(messages.happened(event(occasion))))
                        .orElse(raw);
            case "authenticator" ->
                message(AuthenticatorKind.values(), value, messages::authenticator)
                        .orElse(raw);
            case "reason" ->
                message(PasskeyRefusal.values(), value, messages::refusal).orElse(raw);
            case "realm" -> messages.realmNamed(value);
            case "account" -> value.equals("KNOWN") ? messages.accountKnown() : messages.accountNew();
            case "limit" -> messages.limit(value);
            case "role" -> roles(value);
            case "displayName" -> messages.renamed();
            case "left" -> messages.codesLeft(value);
            case "suspendedCodes" -> messages.suspendedCodes(value);
            case "suspendedTokens" -> messages.suspendedTokens(value);
            case "suspendedAuthenticators" -> messages.suspendedAuthenticators(value);
            case "accessGiven" -> messages.accessGiven(value);
            case "sessions" -> messages.sessionsEnded(value);
            case "phone", "to", "email", "about", "name", "client" -> value;
            case "trial" -> messages.trial();
            case "before" -> messages.before(value);
            default -> raw;
        };
    }

    /** Returns the event that the reported message was about. */
    private static AuditEventType event(Occasion occasion) {
        return switch (occasion) {
            case SIGN_IN_CODE, PASSWORD_RESET_CODE, STEP_UP_CODE, PHONE_CHANGE_CODE, CHANNEL_TEST_CODE ->
                AuditEventType.CODE_ISSUED;
            case PASSWORD_CHANGED -> AuditEventType.PASSWORD_CHANGED;
            case PHONE_CHANGED -> AuditEventType.PHONE_CHANGED;
            case PHONE_RESET -> AuditEventType.PHONE_RESET;
            case PHONE_RESET_ANNOUNCED -> AuditEventType.PHONE_RESET_REQUESTED;
            case EMAIL_CHANGED -> AuditEventType.EMAIL_CHANGED;
            case RECOVERY_CODES_CREATED -> AuditEventType.RECOVERY_CODES_CREATED;
            case AUTHENTICATOR_ADDED -> AuditEventType.AUTHENTICATOR_ENROLLED;
            case AUTHENTICATORS_RESET -> AuditEventType.AUTHENTICATORS_RESET;
            case AUTHENTICATOR_REMOVED -> AuditEventType.AUTHENTICATOR_REMOVED;
            case SERVICE_TOKEN_CREATED -> AuditEventType.SERVICE_TOKEN_CREATED;
            case RECOVERY_CODE_USED -> AuditEventType.RECOVERY_CODE_USED;
            case PASSWORD_KNOWN -> AuditEventType.CODE_REFUSED;
            case NEW_BROWSER -> AuditEventType.SIGNED_IN;
            case MFA_ENABLED, MFA_DISABLED -> AuditEventType.SETTINGS_CHANGED;
        };
    }

    private String roles(String value) {
        return Arrays.stream(Role.values())
                .reduce(value, (text, role) -> text.replace(role.name(), console.role(role)), (one, other) -> other);
    }

    private static <E extends Enum<E>> Optional<String> message(E[] known, String value, Function<E, String> text) {
        return Arrays.stream(known)
                .filter(one -> one.name().equals(value))
                .findFirst()
                .map(text);
    }
}
