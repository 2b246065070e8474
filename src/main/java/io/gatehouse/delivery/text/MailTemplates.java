package io.gatehouse.delivery.text;

import io.gatehouse.delivery.mail.MailMessage;
import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailLifetimes;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.UUID;

/** Renders the mails of the outbox, in the administrator's language if it is supported. */
@Singleton
public class MailTemplates {
    private final MailLifetimes lifetimes;
    private final Languages languages;

    MailTemplates(MailLifetimes lifetimes, Languages languages) {
        this.lifetimes = lifetimes;
        this.languages = languages;
    }

    @CheckedTemplate(basePath = "mail")
    private static final class Templates {
        private Templates() {}

        static native TemplateInstance subject(MailView view);

        static native TemplateInstance text(MailView view);

        static native TemplateInstance html(MailView view);
    }

    public MailMessage mail(UUID id, DurableMail mail) {
        Locale locale = languages.choose(mail.locale());
        MailView view = MailView.of(mail, locale, lifetimes.ofLink(mail.kind()));
        return new MailMessage(
                id.toString(),
                mail.to(),
                view.realm(),
                render(Templates.subject(view), locale),
                render(Templates.text(view), locale),
                render(Templates.html(view), locale));
    }

    private static String render(TemplateInstance template, Locale locale) {
        return template.setLocale(locale).render().strip();
    }
}
