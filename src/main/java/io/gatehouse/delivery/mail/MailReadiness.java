package io.gatehouse.delivery.mail;

import io.gatehouse.platform.readiness.Finding;
import io.gatehouse.platform.readiness.ReadinessCheck;
import io.gatehouse.platform.readiness.Settings;
import java.util.ArrayList;
import java.util.List;

/** Mail carries codes and links: it must go to a real server, and over TLS that nobody can strip. */
public final class MailReadiness implements ReadinessCheck {
    private static final String HOST = "quarkus.mailer.host";
    private static final String TLS = "quarkus.mailer.tls";
    private static final String START_TLS = "quarkus.mailer.start-tls";
    private static final String TRUST_ALL = "quarkus.mailer.trust-all";
    private static final String MOCK = "quarkus.mailer.mock";

    @Override
    public List<Finding> findings(Settings settings) {
        List<Finding> findings = new ArrayList<>();
        if (settings.isTrue(MOCK)) {
            findings.add(Finding.unsafe(MOCK, "is true: mails only go to the log", "Remove it."));
        }
        if (settings.text(HOST).isEmpty()) {
            findings.add(Finding.unsafe(HOST, "is missing", "Set it to the mail server that takes Gatehouse's mails."));
        }
        if (!settings.isTrue(TLS) && !requiresStartTls(settings)) {
            findings.add(Finding.unsafe(
                    START_TLS,
                    "does not require TLS, so codes and links may travel in the clear",
                    "Set it to REQUIRED, or " + TLS + "=true for a server that begins with TLS."));
        }
        if (settings.isTrue(TRUST_ALL)) {
            findings.add(Finding.unsafe(
                    TRUST_ALL,
                    "is true: anybody can pass for the mail server",
                    "Remove it; see quarkus.tls to trust an own CA."));
        }
        return findings;
    }

    private static boolean requiresStartTls(Settings settings) {
        return settings.text(START_TLS).filter("REQUIRED"::equalsIgnoreCase).isPresent();
    }
}
