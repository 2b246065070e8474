package io.gatehouse.delivery.mail;

import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.startup.Finding;
import io.gatehouse.startup.Finding.Hazard;
import io.gatehouse.startup.StartupCheck;
import io.gatehouse.startup.StartupSettings;
import java.util.ArrayList;
import java.util.List;

/** Checks that mail, which carries codes and links, goes to a real server over required TLS. */
public final class MailCheck implements StartupCheck {
    private static final String SENDER = "gatehouse.mail.from";
    private static final String FIRST = "quarkus.mailer.";
    private static final String SECOND = "quarkus.mailer.fallback.";

    @Override
    public List<Finding> findings(StartupSettings settings) {
        List<Finding> findings = new ArrayList<>(findings(settings, FIRST));
        if (settings.text(SENDER)
                .filter(from -> EmailAddress.parse(from).isEmpty())
                .isPresent()) {
            findings.add(Finding.broken(
                    SENDER,
                    "is not an e-mail address",
                    "Set it to the address alone, such as gatehouse@example.com; the realm's name is put before it."));
        }
        if (settings.isTrue("gatehouse.mail.fallback")) {
            findings.addAll(findings(settings, SECOND));
        }
        return findings;
    }

    private static List<Finding> findings(StartupSettings settings, String server) {
        List<Finding> findings = new ArrayList<>();
        if (settings.text(server + "host").isEmpty()) {
            findings.add(Finding.unsafe(
                    Hazard.MAIL_MISSING,
                    server + "host",
                    "is missing",
                    "Set it to the mail server that takes Gatehouse's mails."));
        }
        if (!settings.isTrue(server + "tls") && !requiresStartTls(settings, server)) {
            findings.add(Finding.unsafe(
                    Hazard.MAIL_PLAIN,
                    server + "start-tls",
                    "does not require TLS, so codes and links may travel in the clear",
                    "Set it to REQUIRED, or " + server + "tls=true for a server that begins with TLS."));
        }
        if (settings.isTrue(server + "trust-all")) {
            findings.add(Finding.unsafe(
                    Hazard.MAIL_PLAIN,
                    server + "trust-all",
                    "is true: anybody can pass for the mail server",
                    "Remove it; see quarkus.tls to trust an own CA."));
        }
        return findings;
    }

    private static boolean requiresStartTls(StartupSettings settings, String server) {
        return settings.text(server + "start-tls")
                .filter("REQUIRED"::equalsIgnoreCase)
                .isPresent();
    }
}
