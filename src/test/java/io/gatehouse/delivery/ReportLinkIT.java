package io.gatehouse.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.reportlink.ReportLinks;
import io.gatehouse.reportlink.ReportLinks.ReportLink;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.ReportedLink;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestMail.Mail;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every notice is sent with its recipient's report link: "this wasn't me". */
@GatehouseTest
class ReportLinkIT {
    /** Mails with a link that has no effect until it is followed, and the answer to a report. */
    private static final Set<MailKind> LINKS = EnumSet.of(
            MailKind.RESET_LINK,
            MailKind.INVITATION,
            MailKind.REALM_REMINDER,
            MailKind.ADMISSION_LINK,
            MailKind.EMAIL_CONFIRM,
            MailKind.PHONE_DISPUTED);

    /** Mails about the realm or another administrator's account. */
    private static final Set<MailKind> ALARMS = EnumSet.of(
            MailKind.PASSWORD_SPRAY,
            MailKind.PASSWORD_GUESSED,
            MailKind.SMS_HALF_SPENT,
            MailKind.SMS_MOSTLY_SPENT,
            MailKind.SMS_SPENT,
            MailKind.SEQUENTIAL_NUMBERS,
            MailKind.LOW_VERIFIED_SHARE,
            MailKind.NOT_ME,
            MailKind.BREAK_GLASS);

    @Inject
    DeliveryFixture deliveryFixture;

    @Inject
    OutboxFixture outboxFixture;

    @Inject
    ReportLinks links;

    @ParameterizedTest
    @EnumSource(MailKind.class)
    void every_kind_of_mail_has_one_except_alarms_and_links(MailKind kind) {
        Administrator administrator = deliveryFixture.administrator();
        Map<String, String> details = new HashMap<>(OutboxFixture.DETAILS);
        details.remove("report");
        outboxFixture.post(outboxFixture.mail(kind, administrator, "Acme", details));
        Mail mail = TestMail.latestTo(administrator.email().value());
        if (LINKS.contains(kind) || ALARMS.contains(kind)) {
            assertThat(mail.text() + mail.html()).doesNotContain("/n/");
            return;
        }
        String path = ReportedLink.in(mail.text()).path();
        assertThat(mail.text()).endsWith(path);
        assertThat(mail.html()).contains("href=\"http://localhost:8081" + path + "\"");
        assertThat(links.find(path.substring("/n/".length())))
                .hasValueSatisfying(link -> assertThat(link.administrator()).isEqualTo(administrator.id()))
                .map(ReportLink::occasion)
                .isEqualTo(kind.occasion());
    }
}
