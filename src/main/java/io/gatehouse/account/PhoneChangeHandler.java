package io.gatehouse.account;

import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.delivery.dispatch.PhoneNotices;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.reportlink.ReportLinks.Occasion;
import io.gatehouse.session.TrustedBrowsers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Stores a changed mobile number: revokes trusted browsers, audits and notifies. */
@ApplicationScoped
class PhoneChangeHandler {
    private final Administrators administrators;
    private final TrustedBrowsers browsers;
    private final MailOutbox outbox;
    private final PhoneNotices notices;
    private final AuditLog audit;
    private final Clock clock;

    PhoneChangeHandler(
            Administrators administrators,
            TrustedBrowsers browsers,
            MailOutbox outbox,
            PhoneNotices notices,
            AuditLog audit,
            Clock clock) {
        this.administrators = administrators;
        this.browsers = browsers;
        this.outbox = outbox;
        this.notices = notices;
        this.audit = audit;
        this.clock = clock;
    }

    void changed(FlowContext context, MobileNumber number) {
        administrators.setProvenPhone(context.administrator(), number);
        browsers.revokeAll(context.administrator().id());
        audit.record(context.event(
                AuditEventType.PHONE_CHANGED,
                Map.of(
                        "phone",
                        number.hint(),
                        "before",
                        context.administrator().phone().map(MobileNumber::hint).orElse(""))));
        outbox.post(context.mail(MailKind.PHONE_CHANGED, Map.of("phone", number.hint()), clock.instant()));
        if (!context.administrator().phone().equals(Optional.of(number))) {
            notices.notifyOldNumber(
                    context.realm(), context.administrator(), Occasion.PHONE_CHANGED, context.requester());
        }
    }
}
