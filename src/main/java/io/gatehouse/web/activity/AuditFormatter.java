package io.gatehouse.web.activity;

import io.gatehouse.administration.auditlog.AuditQueryService;
import io.gatehouse.delivery.dispatch.DeliveryEntry;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.kernel.Device;
import io.gatehouse.realm.Channel;
import io.gatehouse.web.account.AccountMessages;
import io.gatehouse.web.layout.ConsoleMessages;
import io.gatehouse.web.layout.DisplayTime;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RoleFormatter;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.signin.CodeMessages;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Says what happened in a reader's words. */
public record AuditFormatter(
        AuditMessages audit, CodeMessages code, AccountMessages account, RoleFormatter console, Locale language) {

    public static AuditFormatter of(Pages pages, SignedIn reader) {
        return new AuditFormatter(
                pages.messages(AuditMessages.class, reader.realm()),
                pages.messages(CodeMessages.class, reader.realm()),
                pages.messages(AccountMessages.class, reader.realm()),
                new RoleFormatter(pages.messages(ConsoleMessages.class, reader.realm())),
                pages.language(reader.realm()));
    }

    Timelines.Event event(AuditQueryService.Line line) {
        boolean foreign = line.actor().isPresent()
                && !line.entry().actor().equals(line.entry().subject());
        return new Timelines.Event(
                DisplayTime.of(line.entry().occurredAt(), language),
                audit.happened(line.entry().type()),
                details(line),
                until(line),
                foreign ? audit.byOther(name(line.actor())) : "",
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
                DisplayTime.of(sent.changedAt(), language), came, audit.codeOf(way, sent.tag()), null, "", "");
    }

    public String name(Optional<AuditQueryService.Person> person) {
        return person.map(known -> known.name().orElseGet(() -> audit.deletedAccount(known.email())))
                .orElseGet(audit::unknownAccount);
    }

    public String device(AuditQueryService.Line line) {
        String name = Device.of(line.entry().userAgent())
                .map(device -> account.deviceOn(device.browser(), device.system()))
                .orElseGet(account::deviceUnknown);
        return audit.device(name, line.entry().clientAddress());
    }

    /** What is known besides, in words. */
    public String details(AuditQueryService.Line line) {
        return new AuditDetails(audit, console).of(line.entry());
    }

    /** When it ends by itself; null if it does not. */
    public DisplayTime until(AuditQueryService.Line line) {
        return Optional.ofNullable(line.entry().details().get("until"))
                .map(Instant::parse)
                .map(end -> DisplayTime.of(end, language))
                .orElse(null);
    }
}
