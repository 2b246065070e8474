package io.gatehouse.web;

import io.gatehouse.administration.AuditQueryService;
import io.gatehouse.delivery.DeliveryEntry;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.platform.Device;
import io.gatehouse.realm.Channel;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Says what happened in a reader's words. */
record AuditWords(
        AuditMessages audit, CodeMessages code, AccountMessages account, ConsoleWords console, Locale language) {

    static AuditWords of(Pages pages, SignedIn reader) {
        return new AuditWords(
                pages.messages(AuditMessages.class, reader.realm()),
                pages.messages(CodeMessages.class, reader.realm()),
                pages.messages(AccountMessages.class, reader.realm()),
                new ConsoleWords(pages.messages(ConsoleMessages.class, reader.realm())),
                pages.language(reader.realm()));
    }

    Timelines.Event event(AuditQueryService.Line line) {
        boolean foreign = line.actor().isPresent()
                && !line.entry().actor().equals(line.entry().subject());
        return new Timelines.Event(
                Moment.of(line.entry().occurredAt(), language),
                audit.happened(line.entry().type()),
                details(line),
                until(line),
                foreign ? audit.byColleague(name(line.actor())) : "",
                device(line));
    }

    /** How far a code has come. */
    Timelines.Event event(DeliveryEntry sent) {
        boolean text = sent.channel() == Channel.SMS;
        String came = switch (sent.state()) {
            case QUEUED -> audit.codeQueued();
            case SENT -> text ? audit.codeTexted() : audit.codeMailed();
            case DELIVERED -> audit.codeDelivered();
            case FAILED -> code.failed(sent.failure().orElse(SendFailure.TROUBLE));
        };
        String way = text ? audit.toPhone(sent.to()) : audit.toMailbox(sent.to());
        return new Timelines.Event(
                Moment.of(sent.changedAt(), language), came, audit.codeOf(way, sent.tag()), null, "", "");
    }

    String name(Optional<AuditQueryService.Person> person) {
        return person.map(known -> known.name().orElseGet(() -> audit.somebodyGone(known.email())))
                .orElseGet(audit::nobody);
    }

    String device(AuditQueryService.Line line) {
        String name = Device.of(line.entry().userAgent())
                .map(device -> account.deviceOn(device.browser(), device.system()))
                .orElseGet(account::deviceUnknown);
        return audit.device(name, line.entry().clientAddress());
    }

    /** What is known besides, in words. */
    String details(AuditQueryService.Line line) {
        return new AuditDetails(audit, console).of(line.entry());
    }

    /** When it ends by itself; null if it does not. */
    Moment until(AuditQueryService.Line line) {
        return Optional.ofNullable(line.entry().details().get("until"))
                .map(Instant::parse)
                .map(end -> Moment.of(end, language))
                .orElse(null);
    }
}
