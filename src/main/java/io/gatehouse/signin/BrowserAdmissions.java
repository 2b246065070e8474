package io.gatehouse.signin;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.alarm.Alarm.AccountAlarm;
import io.gatehouse.alarm.Alarms;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.kernel.Requester;
import io.gatehouse.link.LinkKind;
import io.gatehouse.link.Links;
import io.gatehouse.mailrequest.MailRequests;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.ratelimit.PasswordAttempts;
import io.gatehouse.ratelimit.PasswordAttempts.Admitted;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the owner of an account that there were too many wrong passwords, by a link that admits one browser. An admitted
 * browser may enter the password; it is no trusted browser and replaces no code.
 */
@ApplicationScoped
public class BrowserAdmissions implements MailRequests.Handler {
    private final Realms realms;
    private final Links links;
    private final PasswordAttempts attempts;
    private final Alarms alarms;
    private final MailOutbox outbox;
    private final AuditLog audit;
    private final PublicUrls urls;
    private final Clock clock;

    BrowserAdmissions(
            Realms realms,
            Links links,
            PasswordAttempts attempts,
            Alarms alarms,
            MailOutbox outbox,
            AuditLog audit,
            PublicUrls urls,
            Clock clock) {
        this.realms = realms;
        this.links = links;
        this.attempts = attempts;
        this.alarms = alarms;
        this.outbox = outbox;
        this.audit = audit;
        this.urls = urls;
        this.clock = clock;
    }

    @Override
    public Set<MailRequests.Kind> kinds() {
        return Set.of(MailRequests.Kind.ADMISSION, MailRequests.Kind.PASSWORD_GUESSED);
    }

    /** Mails the link to the stored address of an account that can sign in; raises the alarm when the limit is reached. */
    @Override
    public void handle(MailRequests.Kind kind, Administrator administrator, Requester requester) {
        if (!administrator.canSignIn()) {
            return;
        }
        if (kind == MailRequests.Kind.PASSWORD_GUESSED) {
            alarms.raise(
                    administrator.realm(),
                    AccountAlarm.passwordGuessed(administrator.id(), administrator.displayName()),
                    requester);
        }
        if (!links.hasValid(LinkKind.ADMISSION, administrator.id(), PasswordAttempts.MAIL_PAUSE)) {
            realms.find(administrator.realm())
                    .ifPresent(realm -> send(new FlowContext(realm, administrator, requester)));
        }
    }

    private void send(FlowContext context) {
        Administrator administrator = context.administrator();
        String token = links.issue(LinkKind.ADMISSION, administrator.realm(), administrator.id());
        Map<String, String> details = Map.of("link", urls.link(context.realm().slug(), "admission", token));
        outbox.post(context.mail(MailKind.ADMISSION_LINK, details, clock.instant()));
    }

    /** Consumes the mailed link and admits the browser, or returns empty if the link is not valid. */
    @Transactional
    public Optional<Admitted> admit(Realm realm, String token, Requester requester) {
        return links.consume(LinkKind.ADMISSION, realm.id(), token)
                .filter(Administrator::canSignIn)
                .map(administrator -> {
                    var context = new FlowContext(realm, administrator, requester);
                    audit.record(context.event(AuditEventType.BROWSER_ADMITTED, Map.of()));
                    return attempts.admit(realm.id(), administrator.email());
                });
    }
}
