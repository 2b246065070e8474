package io.gatehouse.alarm;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.AdministratorLists;
import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.realm.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Mails alarms to all System Administrators of the realm that can sign in, in their own languages. */
@ApplicationScoped
class AlarmMails {
    private final Realms realms;
    private final AdministratorLists administrators;
    private final MailOutbox outbox;

    AlarmMails(Realms realms, AdministratorLists administrators, MailOutbox outbox) {
        this.realms = realms;
        this.administrators = administrators;
        this.outbox = outbox;
    }

    void post(RealmId id, Alarm alarm, Requester requester, Instant now) {
        Realm realm = realms.find(id).orElseThrow();
        administrators.findByRole(id, Role.SYSTEM_ADMINISTRATOR).stream()
                .filter(Administrator::canSignIn)
                .forEach(recipient -> outbox.post(new DurableMail(
                        alarm.mail(),
                        id,
                        recipient.id(),
                        recipient.email(),
                        realm.settings().displayName(),
                        recipient.language(realm.settings()),
                        alarm.details(),
                        requester,
                        now)));
    }
}
