package io.gatehouse.delivery.text;

import io.gatehouse.delivery.mail.MailMessage;
import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailLifetimes;
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

    record Subject(MailView view) implements TemplateInstance {}

    record Text(MailView view) implements TemplateInstance {}

    record Html(MailView view) implements TemplateInstance {}

    public MailMessage mail(UUID id, DurableMail mail) {
        Locale locale = languages.choose(mail.locale());
        MailView view = MailView.of(mail, locale, lifetimes.ofLink(mail.kind()));
        return new MailMessage(
                id.toString(),
                mail.to(),
                view.realm(),
                render(new Subject(view), locale),
                render(new Text(view), locale),
                render(new Html(view), locale));
    }

    private static String render(TemplateInstance template, Locale locale) {
        return template.setLocale(locale).render().strip();
    }
}
