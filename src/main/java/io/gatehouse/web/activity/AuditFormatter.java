package io.gatehouse.web.activity;

import io.gatehouse.administration.auditlog.AuditQueryService;
import io.gatehouse.delivery.dispatch.DeliveryLog.DeliveryEntry;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.text.MailTexts;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.Requester.Device;
import io.gatehouse.realm.Channel;
import io.gatehouse.web.account.AccountMessages;
import io.gatehouse.web.layout.ConsoleMessages;
import io.gatehouse.web.layout.DisplayTime;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RoleFormatter;
import io.gatehouse.web.layout.SettingsFormatter;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.signin.CodeMessages;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Formats audit events and deliveries in the reader's language. */
public record AuditFormatter(
        AuditMessages audit,
        MailTexts mails,
        CodeMessages code,
        AccountMessages account,
        RoleFormatter console,
        SettingsFormatter settings,
        Locale language) {

    public static AuditFormatter of(Pages pages, SignedIn caller) {
        return new AuditFormatter(
                pages.messages(AuditMessages.class, caller.realm()),
                pages.messages(MailTexts.class, caller.realm()),
                pages.messages(CodeMessages.class, caller.realm()),
                pages.messages(AccountMessages.class, caller.realm()),
                new RoleFormatter(pages.messages(ConsoleMessages.class, caller.realm())),
                SettingsFormatter.of(pages, caller),
                pages.language(caller.realm()));
    }

    Timelines.Event event(AuditQueryService.Line line) {
        boolean foreign = line.actor().isPresent()
                && !line.entry().actor().equals(line.entry().subject());
        return event(line, foreign ? audit.byOther(name(line.actor())) : "");
    }

    /** Returns an event that may be anyone's, with its actor and subject. */
    Timelines.Event realmEvent(AuditQueryService.Line line) {
        boolean foreign = line.subject().isPresent() && !line.subject().equals(line.actor());
        String actor = name(line.actor());
        return event(line, foreign ? audit.actorAndSubject(actor, name(line.subject())) : actor);
    }

    /** Returns the delivery of a code as a timeline event. */
    Timelines.Event event(DeliveryEntry sent) {
        boolean text = sent.channel() == Channel.SMS;
        String state = switch (sent.state()) {
            case QUEUED -> audit.codeQueued();
            case SENT -> text ? audit.codeTexted() : audit.codeMailed();
            case DELIVERED -> audit.codeDelivered();
            case FAILED -> code.failed(sent.failure().orElse(SendFailure.TROUBLE));
        };
        String destination = text ? audit.toPhone(sent.to()) : audit.toMailbox(sent.to());
        return new Timelines.Event(
                DisplayTime.of(sent.changedAt(), language), state, audit.codeOf(destination, sent.tag()), null, "", "");
    }

    private Timelines.Event event(AuditQueryService.Line line, String by) {
        return new Timelines.Event(
                DisplayTime.of(line.entry().occurredAt(), language),
                happened(line),
                details(line),
                until(line),
                by,
                device(line));
    }

    public String name(Optional<AuditQueryService.Person> person) {
        return person.filter(known -> known.name().isPresent() || !known.email().isEmpty())
                .map(known -> known.name().orElseGet(() -> audit.deletedAccount(known.email())))
                .orElseGet(audit::unknownAccount);
    }

    /** Returns browser and operating system of the request that caused the event. */
    public String deviceName(AuditQueryService.Line line) {
        return device(line.entry().userAgent());
    }

    /** Returns the browser and operating system of a {@code User-Agent}, or the command or task without one. */
    public String device(String userAgent) {
        if (userAgent.equals(Requester.COMMAND.userAgent())) {
            return audit.byCommand();
        }
        if (userAgent.equals(Requester.SCHEDULE.userAgent())) {
            return audit.bySchedule();
        }
        return Device.of(userAgent)
                .map(device -> account.deviceOn(device.browser(), device.system()))
                .orElseGet(account::deviceUnknown);
    }

    private String device(AuditQueryService.Line line) {
        return audit.device(deviceName(line), line.entry().clientAddress());
    }

    /** Returns the name of the event, or its type if only a newer version has a name for it. */
    public String happened(AuditQueryService.Line line) {
        return line.entry().knownType().map(audit::happened).orElse(line.entry().type());
    }

    /** Returns the details of the event. */
    public String details(AuditQueryService.Line line) {
        return new AuditDetails(audit, mails, console, settings).of(line.entry());
    }

    /** Returns when the effect of the event ends, or null if it has no end. */
    public DisplayTime until(AuditQueryService.Line line) {
        return Optional.ofNullable(line.entry().details().get("until"))
                .map(Instant::parse)
                .map(end -> DisplayTime.of(end, language))
                .orElse(null);
    }
}
