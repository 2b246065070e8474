package io.gatehouse.web;

import io.gatehouse.session.SecondFactor;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The first page behind the sign-in. */
@Path("/realms/{realm}/console")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class ConsolePage {
    private final Pages pages;
    private final SecurityIdentity identity;

    ConsolePage(Pages pages, SecurityIdentity identity) {
        this.pages = pages;
        this.identity = identity;
    }

    /** The own profile and session, as the page shows them. */
    record Profile(
            String name, String email, String role, String realm, String factors, Moment signedInAt, Moment endsAt) {}

    /** A time: for machines, who show it in the reader's own zone, and in UTC until they do. */
    record Moment(String iso, String text) {
        static Moment of(Instant instant, Locale language) {
            var format = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                    .withLocale(language)
                    .withZone(ZoneOffset.UTC);
            return new Moment(instant.truncatedTo(ChronoUnit.SECONDS).toString(), format.format(instant) + " UTC");
        }
    }

    @GET
    public Response overview(@PathParam("realm") String slug) {
        SignedIn person = SignedIn.in(identity, slug);
        Frame frame = pages.frame(person.realm());
        return pages.show(200, frame, Templates.overview(frame, profile(person, frame)));
    }

    private Profile profile(SignedIn person, Frame frame) {
        ConsoleMessages messages = pages.messages(ConsoleMessages.class, person.realm());
        Locale language = Locale.forLanguageTag(frame.language());
        return new Profile(
                person.administrator().displayName(),
                person.administrator().email().value(),
                role(person, messages),
                frame.realm(),
                person.session()
                        .secondFactor()
                        .map(factor -> factors(factor, messages))
                        .orElseGet(messages::byPassword),
                Moment.of(person.session().authenticatedAt(), language),
                Moment.of(person.session().expiresAt(), language));
    }

    private static String role(SignedIn person, ConsoleMessages messages) {
        return switch (person.administrator().role()) {
            case SYSTEM_ADMINISTRATOR -> messages.systemAdministrator();
            case OPERATOR -> messages.operator();
            case OBSERVER -> messages.observer();
        };
    }

    private static String factors(SecondFactor factor, ConsoleMessages messages) {
        return switch (factor) {
            case SMS -> messages.bySms();
            case EMAIL -> messages.byEmail();
            case RECOVERY_CODE -> messages.byRecoveryCode();
        };
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance overview(Frame frame, Profile profile);
    }
}
