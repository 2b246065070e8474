package io.gatehouse.realmreminder;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.AdministratorLists;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.kernel.Requester;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realms;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Mails the realms of an address, each at most once an hour and to the address as stored. */
@ApplicationScoped
class RealmReminderMails {
    private final AdministratorLists administrators;
    private final Realms realms;
    private final PublicUrls urls;
    private final MailOutbox outbox;
    private final Clock clock;

    RealmReminderMails(
            AdministratorLists administrators, Realms realms, PublicUrls urls, MailOutbox outbox, Clock clock) {
        this.administrators = administrators;
        this.realms = realms;
        this.urls = urls;
        this.outbox = outbox;
        this.clock = clock;
    }

    void send(EmailAddress email, Requester requester) {
        administrators.findInAllRealms(email).stream()
                .filter(Administrator::canSignIn)
                .forEach(administrator -> send(administrator, requester));
    }

    private void send(Administrator administrator, Requester requester) {
        String hour = clock.instant().truncatedTo(ChronoUnit.HOURS).toString();
        realms.find(administrator.realm())
                .ifPresent(realm -> outbox.postOnce(
                        hour,
                        new FlowContext(realm, administrator, requester)
                                .mail(
                                        MailKind.REALM_REMINDER,
                                        Map.of("link", urls.page(realm.slug(), "sign-in")),
                                        clock.instant())));
    }
}
