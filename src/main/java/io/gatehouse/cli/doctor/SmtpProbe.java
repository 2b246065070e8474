package io.gatehouse.cli.doctor;

import io.gatehouse.delivery.mail.MailNames;
import io.gatehouse.startup.StartupSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Checks that each mail server responds, supports TLS, and accepts the credentials and the sender; sends no mail. */
final class SmtpProbe implements Probe {
    private static final String PART = "mail";
    private static final int MOST_PORT = 65_535;

    @Override
    public List<Diagnosis> examine(StartupSettings settings) {
        List<Diagnosis> diagnoses = new ArrayList<>();
        new Server(settings, "quarkus.mailer.").examine().ifPresent(diagnoses::add);
        if (settings.isTrue("gatehouse.mail.fallback")) {
            new Server(settings, "quarkus.mailer.fallback.").examine().ifPresent(diagnoses::add);
        }
        return diagnoses;
    }

    /** A mail server with the prefix of its properties. */
    private record Server(StartupSettings settings, String prefix) {
        private Optional<String> text(String property) {
            return settings.text(prefix + property);
        }

        /** Returns the diagnosis, or empty if the server is not set. */
        Optional<Diagnosis> examine() {
            return text("host").map(this::examine);
        }

        private Diagnosis examine(String host) {
            boolean tls = settings.isTrue(prefix + "tls");
            String port = text("port").orElse(tls ? "465" : "25");
            if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > MOST_PORT) {
                return Diagnosis.failed(PART, prefix + "port is no port", "Set it to the mail server's, such as 587.");
            }
            String server = host + ":" + port;
            try (SmtpDialog dialog = SmtpDialog.open(host, Integer.parseInt(port), tls, settings.trust())) {
                return converse(dialog, server);
            } catch (SSLException e) {
                return Diagnosis.failed(
                        PART,
                        server + " offers no TLS this machine trusts: " + e.getMessage(),
                        "Name the server as its certificate does, or trust its CA by quarkus.tls; " + prefix
                                + "tls=true is for servers with implicit TLS, usually on port 465.");
            } catch (IOException e) {
                return Diagnosis.failed(
                        PART,
                        server + " does not answer: " + Probe.reason(e),
                        "Correct " + prefix + "host and port, or allow connections to it.");
            }
        }

        private Diagnosis converse(SmtpDialog dialog, String server) throws IOException {
            String name = text("own-host-name").orElse("localhost");
            String startTls = text("start-tls").orElse("OPTIONAL");
            boolean offered = dialog.greet(name).contains("STARTTLS");
            if (!offered && startTls.equalsIgnoreCase("REQUIRED")) {
                return Diagnosis.failed(
                        PART,
                        server + " offers no STARTTLS",
                        "Use another port: 587 for STARTTLS, 465 with " + prefix + "tls=true.");
            }
            if (offered && !startTls.equalsIgnoreCase("DISABLED")) {
                dialog.startTls();
                dialog.greet(name);
            }
            Optional<String> user = text("username");
            if (user.isPresent()
                    && !dialog.authenticates(user.get(), text("password").orElse(""))) {
                return Diagnosis.failed(
                        PART, server + " refuses the credentials", "Correct " + prefix + "username and password.");
            }
            return sender(dialog, server)
                    .orElseGet(() -> Diagnosis.passed(
                            PART,
                            server + " answers" + (dialog.isEncrypted() ? " over TLS" : "") + " to " + name
                                    + (user.isPresent() ? ", credentials accepted" : "")));
        }

        private Optional<Diagnosis> sender(SmtpDialog dialog, String server) throws IOException {
            Optional<String> sender = settings.text("gatehouse.mail.from")
                    .or(() -> settings.text("gatehouse.public-url")
                            .flatMap(StartupSettings::uri)
                            .map(MailNames::sender));
            return sender.isEmpty()
                    ? Optional.empty()
                    : dialog.refusesSender(sender.get())
                            .map(
                                    reply -> Diagnosis.failed(
                                            PART,
                                            server + " refuses the sender " + sender.get() + ": " + reply,
                                            "Set gatehouse.mail.from to an address that the server accepts, or allow this one."));
        }
    }
}
