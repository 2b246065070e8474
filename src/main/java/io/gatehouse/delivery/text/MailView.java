package io.gatehouse.delivery.text;

import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.Device;
import io.gatehouse.kernel.Requester;
import io.gatehouse.realm.MfaMethod;
import io.gatehouse.reportlink.Occasion;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a mail from the outbox tells, ready for the templates: every free text is harmless here, and what there is
 * nothing to say of is empty.
 *
 * @param report where the person can say that it wasn't them
 * @param email a new address, masked
 * @param by what whoever did it is called, where that was a colleague
 * @param minutes how long the link is good, if that is not a number of full hours
 * @param hours how long the link is good, if that is a number of full hours
 * @param until when the link is over
 */
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
        String about,
        String by,
        String limit,
        MfaMethod method,
        String browser,
        String system,
        String address) {
    private static final int MAX_DETAIL = 40;
    /** What people ask for themselves, unless somebody else does in their name. */
    private static final Set<MailKind> ASKED_FOR =
            EnumSet.of(MailKind.RESET_LINK, MailKind.EMAIL_CONFIRM, MailKind.REALM_REMINDER);

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
                CodeMessageView.time(mail.occurredAt()),
                linkLifetime.isPresent() || mail.kind() == MailKind.REALM_REMINDER ? link(mail, "link") : "",
                report(mail),
                fullHours ? 0 : lifetime.toMinutes(),
                fullHours ? lifetime.toHours() : 0,
                CodeMessageView.time(mail.occurredAt().plus(lifetime)),
                detail(mail, "phone"),
                mail.details().getOrDefault("email", ""),
                detail(mail, "left"),
                about(mail, locale),
                detail(mail, "by"),
                detail(mail, "limit"),
                method(detail(mail, "method")),
                device.map(Device::browser).orElse(""),
                device.map(Device::system).orElse(""),
                own ? CodeMessageView.address(requester) : "");
    }

    /** Whether the link confirms an address, rather than leads to a password. */
    public boolean confirming() {
        return kind == MailKind.EMAIL_CONFIRM;
    }

    /** Whether whoever caused it acted on the reader's own account. */
    private static boolean isOwnAction(MailKind kind) {
        return kind.occasion().map(Occasion::isOwnAction).orElse(ASKED_FOR.contains(kind));
    }

    /** Whether the link keeps the mobile number, rather than leads to a password. */
    public boolean keepsNumber() {
        return kind == MailKind.PHONE_RESET_REQUESTED;
    }

    /** Whether the link leads to the sign-in page. */
    public boolean leadsToSignIn() {
        return kind == MailKind.REALM_REMINDER;
    }

    /** An earlier version may have posted, without a link, what carries one by now; it must arrive all the same. */
    private static String report(DurableMail mail) {
        return mail.kind()
                .occasion()
                .filter(any -> mail.details().containsKey("report"))
                .map(any -> link(mail, "report"))
                .orElse("");
    }

    /** Nothing gets beside the link on its line. */
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

    private static String about(DurableMail mail, Locale locale) {
        String about = detail(mail, "about");
        return mail.kind() == MailKind.LOW_VERIFIED_SHARE ? new Locale("", about).getDisplayCountry(locale) : about;
    }

    private static MfaMethod method(String name) {
        return Arrays.stream(MfaMethod.values())
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Shows neither link nor address, so that no log can. */
    @Override
    public String toString() {
        return "MailWords[" + kind + "]";
    }
}
