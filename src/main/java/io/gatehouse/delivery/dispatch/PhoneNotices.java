package io.gatehouse.delivery.dispatch;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.delivery.message.OutgoingMessage.PhoneNotice;
import io.gatehouse.kernel.Requester;
import io.gatehouse.realm.Realm;
import io.gatehouse.reportlink.ReportLinks;
import io.gatehouse.reportlink.ReportLinks.Occasion;
import io.gatehouse.reportlink.ReportLinks.ReportLink;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.UUID;

/** Notifies the old number when a proven number is replaced or removed: its owner may be the only one to object. */
@ApplicationScoped
public class PhoneNotices {
    private final MessageDispatcher dispatcher;
    private final ReportLinks reportLinks;
    private final Clock clock;

    PhoneNotices(MessageDispatcher dispatcher, ReportLinks reportLinks, Clock clock) {
        this.dispatcher = dispatcher;
        this.reportLinks = reportLinks;
        this.clock = clock;
    }

    /**
     * Sends a notice to the administrator's previous number, or if there is none, to the former one that gets codes after a report of misuse,
     * if the installation sends text messages, after the caller's transaction has committed.
     *
     * @param administrator as before the change
     * @param occasion {@link Occasion#PHONE_CHANGED}, {@link Occasion#PHONE_RESET_ANNOUNCED} or {@link Occasion#AUTHENTICATORS_RESET}
     * @throws io.gatehouse.kernel.DeliveryUnavailableException if the queue is full
     */
    @Transactional(TxType.MANDATORY)
    public void notifyOldNumber(Realm realm, Administrator administrator, Occasion occasion, Requester requester) {
        administrator
                .phone()
                .or(administrator::formerPhone)
                .filter(number -> realm.sends(number.channel()))
                .ifPresent(number -> dispatcher.dispatch(
                        new DeliveryId(UUID.randomUUID()),
                        new PhoneNotice(
                                realm.id(),
                                administrator.id(),
                                occasion,
                                number,
                                reportLinks.issue(new ReportLink(
                                        occasion, realm.id(), administrator.id(), requester, clock.instant())),
                                realm.settings().displayName(),
                                administrator.language(realm.settings()),
                                requester)));
    }
}
