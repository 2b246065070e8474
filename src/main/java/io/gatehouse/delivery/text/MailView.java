package io.gatehouse.delivery.text;

import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.Requester.Device;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.reportlink.ReportLinks.Occasion;
import io.quarkus.qute.TemplateData;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The content of a mail from the outbox for the templates, with every free text neutralised; a value that does not apply is
 * empty.
 *
 * @param report the page to report that the administrator did not do this
 * @param email a new address, masked
 * @param inviter name of the administrator who invites
 * @param by name of the other administrator responsible, if there is one
 * @param approvers names of those who decide
 * @param accessGiven names of the accounts to which a reported account gave access
 * @param effective when the change takes effect
 * @param minutes lifetime of the link, if it is not a number of full hours
 * @param hours lifetime of the link, if it is a number of full hours
 * @param until when the link expires
 */
@TemplateData
record MailView(
        MailKind kind,
        String language,
        String realm,
        String time,
        String link,
        String report,
        long minutes,
        long hours,
        String until,
        String phone,
        String email,
        String left,
        String suspendedCodes,
        String suspendedTokens,
        String suspendedAuthenticators,
        String accessGiven,
        String about,
        String inviter,
        Role role,
        String by,
        String approvers,
        String effective,
        String limit,
        MfaMethod method,
        FactorStrength factor,
        String browser,
        String system,
        String address) {
    private static final int MAX_DETAIL = 40;
    /** Enough for 20 shortened names with their masked addresses, even if each character of a name becomes four (@). */
    private static final int MAX_NAMES = 5_000;
    /** Mails that administrators request for themselves. */
    private static final Set<MailKind> SELF_REQUESTED =
            EnumSet.of(MailKind.RESET_LINK, MailKind.EMAIL_CONFIRM, MailKind.REALM_REMINDER, MailKind.ADMISSION_LINK);

    private static final Pattern LINK = Pattern.compile("https?://[!-~&&[^\"<>]]+");

    static MailView of(DurableMail mail, Locale locale, Optional<Duration> linkLifetime) {
        Requester requester = mail.requester();
        boolean own = isOwnAction(mail.kind());
        Optional<Device> device = Device.of(requester.userAgent()).filter(any -> own);
        Duration lifetime = linkLifetime.orElse(Duration.ZERO);
        boolean fullHours = lifetime.toMinutesPart() == 0;
        return new MailView(
                mail.kind(),
                locale.toLanguageTag(),
                CodeMessageView.realmName(mail.realmName()),
                CodeMessageView.time(mail.occurredAt(), locale),
                linkLifetime.isPresent() || mail.kind() == MailKind.REALM_REMINDER ? link(mail, "link") : "",
                report(mail),
                fullHours ? 0 : lifetime.toMinutes(),
                fullHours ? lifetime.toHours() : 0,
                CodeMessageView.time(mail.occurredAt().plus(lifetime), locale),
                detail(mail, "phone"),
                mail.details().getOrDefault("email", ""),
                detail(mail, "left"),
                detail(mail, "suspendedCodes"),
                detail(mail, "suspendedTokens"),
                detail(mail, "suspendedAuthenticators"),
                names(mail, "accessGiven"),
                about(mail, locale),
                detail(mail, "inviter"),
                constant(Role.values(), detail(mail, "role")),
                detail(mail, "by"),
                names(mail, "approvers"),
                Optional.ofNullable(mail.details().get("effectiveAt"))
                        .map(at -> CodeMessageView.time(Instant.parse(at), locale))
                        .orElse(""),
                detail(mail, "limit"),
                constant(MfaMethod.values(), detail(mail, "method")),
                constant(FactorStrength.values(), detail(mail, "factor")),
                device.map(Device::browser).orElse(""),
                device.map(Device::system).orElse(""),
                own ? CodeMessageView.address(requester) : "");
    }

    /** Returns whether the link confirms an address. */
    public boolean confirming() {
        return kind == MailKind.EMAIL_CONFIRM;
    }

    /** Returns whether the mail reports an action in the recipient's own name. */
    private static boolean isOwnAction(MailKind kind) {
        return kind.occasion().map(Occasion::isOwnAction).orElse(SELF_REQUESTED.contains(kind));
    }

    /** Returns whether the link keeps the mobile number. */
    public boolean keepsNumber() {
        return kind == MailKind.PHONE_RESET_REQUESTED;
    }

    /** Returns whether the link keeps passkeys and authenticator app. */
    public boolean keepsAuthenticators() {
        return kind == MailKind.AUTHENTICATORS_RESET_REQUESTED;
    }

    /** Returns whether the link admits a browser to the sign-in. */
    public boolean admits() {
        return kind == MailKind.ADMISSION_LINK;
    }

    /** Returns whether the link opens the sign-in page. */
    public boolean opensSignIn() {
        return kind == MailKind.REALM_REMINDER;
    }

    /** Returns the report link, or an empty string for a mail of an earlier version that has none yet. */
    private static String report(DurableMail mail) {
        return mail.kind()
                .occasion()
                .filter(any -> mail.details().containsKey("report"))
                .map(any -> link(mail, "report"))
                .orElse("");
    }

    /** Returns the link, and throws if it contains any other text. */
    private static String link(DurableMail mail, String name) {
        String link = mail.details().getOrDefault(name, "");
        if (!LINK.matcher(link).matches()) {
            throw new IllegalArgumentException("Not a link: " + mail.kind());
        }
        return link;
    }

    private static String detail(DurableMail mail, String name) {
        return PlainText.neutralise(mail.details().getOrDefault(name, ""), MAX_DETAIL);
    }

    private static String names(DurableMail mail, String name) {
        return PlainText.neutralise(mail.details().getOrDefault(name, ""), MAX_NAMES);
    }

    private static String about(DurableMail mail, Locale locale) {
        String about = detail(mail, "about");
        return mail.kind() == MailKind.LOW_VERIFIED_SHARE ? new Locale("", about).getDisplayCountry(locale) : about;
    }

    private static <E extends Enum<E>> E constant(E[] constants, String name) {
        return Arrays.stream(constants)
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Omits link and address, to keep them out of logs. */
    @Override
    public String toString() {
        return "MailView[" + kind + "]";
    }
}
