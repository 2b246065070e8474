package io.gatehouse.web;

import io.gatehouse.administration.AuditTrail;
import io.gatehouse.platform.Device;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says what happened in a reader's words. */
record AuditWords(AuditMessages audit, AccountMessages account, Locale language) {

    static AuditWords of(Pages pages, SignedIn reader) {
        return new AuditWords(
                pages.messages(AuditMessages.class, reader.realm()),
                pages.messages(AccountMessages.class, reader.realm()),
                pages.language(reader.realm()));
    }

    Timelines.Event event(AuditTrail.Line line) {
        boolean foreign = line.actor().isPresent()
                && !line.entry().actor().equals(line.entry().subject());
        return new Timelines.Event(
                Moment.of(line.entry().occurredAt(), language),
                audit.happened(line.entry().type()),
                details(line.entry().details()),
                foreign ? audit.byColleague(name(line.actor())) : "",
                device(line));
    }

    String name(Optional<AuditTrail.Person> person) {
        return person.map(known -> known.name().orElseGet(() -> audit.somebodyGone(known.email())))
                .orElseGet(audit::nobody);
    }

    String device(AuditTrail.Line line) {
        String name = Device.of(line.entry().userAgent())
                .map(device -> account.deviceOn(device.browser(), device.system()))
                .orElseGet(account::deviceUnknown);
        return audit.device(name, line.entry().clientAddress());
    }

    /** Where a code went, in words; all else by the names the interface gives it, which administrators know. */
    String details(Map<String, String> details) {
        if (details.containsKey("to") && details.containsKey("channel")) {
            return way(details);
        }
        return new TreeMap<>(details)
                .entrySet().stream()
                        .map(detail -> detail.getKey() + ": " + detail.getValue())
                        .collect(Collectors.joining(" · "));
    }

    private String way(Map<String, String> details) {
        String to = details.get("to");
        if (details.get("channel").equals("SMS")) {
            return audit.toPhone(to);
        }
        return Boolean.parseBoolean(details.get("singleChannel")) ? audit.toMailboxAlone(to) : audit.toMailbox(to);
    }
}
