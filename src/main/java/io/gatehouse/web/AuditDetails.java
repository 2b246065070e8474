package io.gatehouse.web;

import io.gatehouse.audit.AuditEntry;
import io.gatehouse.audit.AuditEventType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what is known of an event besides that it happened. */
record AuditDetails(AuditMessages messages) {
    /** How somebody proved to be who they are, by the names in the log. */
    enum Factor {
        NONE,
        PASSWORD,
        TRUSTED_BROWSER,
        SMS,
        EMAIL,
        RECOVERY_CODE
    }

    /** Why no code is taken or sent for a while, by the names in the log. */
    enum Cause {
        WRONG_CODES,
        UNUSED_CODES
    }

    /** Numbers of rows, which tell people nothing, and what the page shows apart from the words. */
    private static final Set<String> UNSAID =
            Set.of("session", "browser", "request", "token", "link", "purpose", "until", "phoneUnproven");

    /** In words where there are some; else by the names the interface gives it, which administrators know. */
    String of(AuditEntry event) {
        Map<String, String> details = event.details();
        return Stream.concat(
                        event.type() == AuditEventType.PASSWORD_REFUSED && details.containsKey("until")
                                ? Stream.of(messages.mustWait())
                                : Stream.empty(),
                        way(details)
                                .map(Stream::of)
                                .orElseGet(() -> new TreeMap<>(details)
                                        .entrySet().stream()
                                                .filter(detail -> !UNSAID.contains(detail.getKey()))
                                                .map(detail -> words(event, detail.getKey(), detail.getValue()))))
                .collect(Collectors.joining(" · "));
    }

    /** Where a code went. */
    private Optional<String> way(Map<String, String> details) {
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

    private String words(AuditEntry event, String name, String value) {
        return switch (name) {
            case "factor" -> messages.factor(Factor.valueOf(value));
            case "cause" ->
                event.type() == AuditEventType.CODES_LOCKED
                        ? messages.cause(Cause.valueOf(value))
                        : name + ": " + value;
            case "left" -> messages.codesLeft(value);
            case "sessions" -> messages.sessionsEnded(value);
            case "phone", "to", "email" -> value;
            case "before" -> messages.before(value);
            default -> name + ": " + value;
        };
    }
}
