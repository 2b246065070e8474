package io.gatehouse.delivery.text;

import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.delivery.mail.MailMessage;
import io.gatehouse.delivery.message.OutgoingMessage.CodeMessage;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.delivery.message.OutgoingMessage.PhoneNotice;
import io.gatehouse.delivery.sms.SmsMessage;
import io.gatehouse.kernel.GatehouseConfig;
import io.gatehouse.reportlink.ReportLinks.Occasion;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Renders messages with codes and notices by text message, in the administrator's language if it is supported. */
@ApplicationScoped
public class CodeTemplates {
    /** Septets in one segment. */
    private static final int SEGMENT = 160;
    /** Units of 16 bits in two segments of UCS-2: 70 each, less their headers. */
    private static final int TWO_SEGMENTS = 134;
    /** Maximum for the realm's name; less if the text leaves less. */
    private static final int SMS_REALM = 20;

    /** How long a provider may retry a notice. */
    private static final Duration NOTICE_VALIDITY = Duration.ofHours(4);

    private final URI publicUrl;
    private final Languages languages;

    CodeTemplates(GatehouseConfig config, Languages languages) {
        this.publicUrl = config.publicUrl();
        this.languages = languages;
    }

    record Sms(CodeMessageView view) implements TemplateInstance {}

    record Notice(Occasion occasion, String realm, String url) implements TemplateInstance {}

    record Subject(CodeMessageView view) implements TemplateInstance {}

    record Text(CodeMessageView view) implements TemplateInstance {}

    record Html(CodeMessageView view) implements TemplateInstance {}

    /** Returns a text message of one segment, or of two if the language needs characters beyond {@link Gsm7}. */
    public SmsMessage sms(DeliveryId id, MobileNumber to, CodeMessage message, Duration validity) {
        Locale locale = languages.choose(message.locale());
        CodeMessageView view = CodeMessageView.of(message, locale, publicUrl);
        UnaryOperator<String> fit = fitting(sms(view.withRealm(name -> ""), locale));
        return new SmsMessage(id.toString(), to, sms(view.withRealm(fit), locale), validity);
    }

    /** Returns the notice as a text message of the same size. */
    public SmsMessage sms(DeliveryId id, PhoneNotice notice) {
        Locale locale = languages.choose(notice.locale());
        UnaryOperator<String> fit = fitting(sms(notice, "", locale));
        String realm = CodeMessageView.fitted(notice.realmName(), fit);
        return new SmsMessage(id.toString(), notice.destination(), sms(notice, realm, locale), NOTICE_VALIDITY);
    }

    private static String sms(PhoneNotice notice, String realm, Locale locale) {
        return render(new Notice(notice.occasion(), realm, notice.reportUrl()), locale);
    }

    /** Returns a function that shortens a realm's name to the space that the text without it leaves. */
    private static UnaryOperator<String> fitting(String nameless) {
        int septets = Gsm7.septets(nameless);
        return septets >= 0
                ? name -> Gsm7.fit(name, Math.min(SEGMENT - septets, SMS_REALM))
                : name -> Ucs2.fit(name, Math.min(TWO_SEGMENTS - nameless.length(), SMS_REALM));
    }

    private static String sms(CodeMessageView view, Locale locale) {
        return render(new Sms(view), locale);
    }

    public MailMessage mail(DeliveryId id, EmailAddress to, CodeMessage message) {
        Locale locale = languages.choose(message.locale());
        CodeMessageView view = CodeMessageView.of(message, locale, publicUrl);
        return new MailMessage(
                id.toString(),
                to,
                view.realm(),
                render(new Subject(view), locale),
                render(new Text(view), locale),
                render(new Html(view), locale));
    }

    private static String render(TemplateInstance template, Locale locale) {
        return template.setLocale(locale).render().strip();
    }
}
