package io.gatehouse.cli.doctor;

import io.gatehouse.startup.StartupSettings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Checks that the mail server responds, supports TLS and accepts the credentials; sends no mail. */
final class SmtpProbe implements Probe {
    private static final String PART = "mail";
    private static final String PREFIX = "quarkus.mailer.";
    private static final int MOST_PORT = 65_535;

    @Override
    public List<Diagnosis> examine(StartupSettings settings) {
        Optional<String> host = settings.text(PREFIX + "host");
        if (host.isEmpty()) {
            return List.of();
        }
        boolean tls = settings.isTrue(PREFIX + "tls");
        String port = settings.text(PREFIX + "port").orElse(tls ? "465" : "25");
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > MOST_PORT) {
            return List.of(
                    Diagnosis.failed(PART, PREFIX + "port is no port", "Set it to the mail server's, such as 587."));
        }
        String server = host.get() + ":" + port;
        try (SmtpDialog dialog = SmtpDialog.open(host.get(), Integer.parseInt(port), tls, settings.trust())) {
            return List.of(converse(dialog, settings, server));
        } catch (SSLException e) {
            return List.of(Diagnosis.failed(
                    PART,
                    server + " offers no TLS this machine trusts: " + e.getMessage(),
                    "Name the server as its certificate does, or trust its CA by quarkus.tls; " + PREFIX
                            + "tls=true is for servers with implicit TLS, usually on port 465."));
        } catch (IOException e) {
            return List.of(Diagnosis.failed(
                    PART,
                    server + " does not answer: " + Probe.reason(e),
                    "Correct " + PREFIX + "host and port, or allow connections to it."));
        }
    }

    private static Diagnosis converse(SmtpDialog dialog, StartupSettings settings, String server) throws IOException {
        String startTls = settings.text(PREFIX + "start-tls").orElse("OPTIONAL");
        boolean offered = dialog.greet().contains("STARTTLS");
        if (!offered && startTls.equalsIgnoreCase("REQUIRED")) {
            return Diagnosis.failed(
                    PART,
                    server + " offers no STARTTLS",
                    "Use another port: 587 for STARTTLS, 465 with " + PREFIX + "tls=true.");
        }
        if (offered && !startTls.equalsIgnoreCase("DISABLED")) {
            dialog.startTls();
            dialog.greet();
        }
        Optional<String> user = settings.text(PREFIX + "username");
        if (user.isPresent()
                && !dialog.authenticates(
                        user.get(), settings.text(PREFIX + "password").orElse(""))) {
            return Diagnosis.failed(
                    PART, server + " refuses the credentials", "Correct " + PREFIX + "username and password.");
        }
        return Diagnosis.passed(
                PART,
                server + " answers" + (dialog.isEncrypted() ? " over TLS" : "")
                        + (user.isPresent() ? ", credentials accepted" : ""));
    }
}
