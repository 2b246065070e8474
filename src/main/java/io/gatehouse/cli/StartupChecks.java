package io.gatehouse.cli;

import io.gatehouse.delivery.mail.MailCheck;
import io.gatehouse.delivery.sms.SmsCheck;
import io.gatehouse.delivery.sms.http.HttpSmsCheck;
import io.gatehouse.delivery.sms.twilio.TwilioCheck;
import io.gatehouse.startup.DatabaseCheck;
import io.gatehouse.startup.FilesCheck;
import io.gatehouse.startup.Finding;
import io.gatehouse.startup.Finding.Hazard;
import io.gatehouse.startup.MasterKeyCheck;
import io.gatehouse.startup.PortCheck;
import io.gatehouse.startup.ProxyCheck;
import io.gatehouse.startup.PublicUrlCheck;
import io.gatehouse.startup.RedisCheck;
import io.gatehouse.startup.StartupCheck;
import io.gatehouse.startup.StartupSettings;
import io.gatehouse.startup.TracingCheck;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Checks the configuration before the start, and refuses one that is not fit for production. Reports all problems at
 * once, each with its setting and remedy.
 */
public final class StartupChecks {
    private static final Logger LOG = Logger.getLogger(StartupChecks.class);
    private static final String ALLOW_INSECURE = "gatehouse.allow-insecure";
    private static final String ALL = "true";
    private static final String NONE = "false";

    private final List<Finding> findings;
    private final Set<String> allowed;

    private StartupChecks(List<Finding> findings, Set<String> allowed) {
        this.findings = findings;
        this.allowed = allowed;
    }

    /** Returns the result of all checks of a server that is to start with these settings. */
    public static StartupChecks ofServer(StartupSettings settings) {
        return of(settings, Stream.concat(checks(), Stream.of(new PortCheck())));
    }

    /** Returns the result of all checks of a command, beside which a server may run. */
    public static StartupChecks of(StartupSettings settings) {
        return of(settings, checks());
    }

    private static StartupChecks of(StartupSettings settings, Stream<StartupCheck> checks) {
        List<Finding> findings =
                checks.flatMap(check -> check.findings(settings).stream()).toList();
        return new StartupChecks(findings, Set.copyOf(settings.list(ALLOW_INSECURE)));
    }

    private static Stream<StartupCheck> checks() {
        return Stream.of(
                new KnownSettings(),
                StartupChecks::unknownHazards,
                new PublicUrlCheck(),
                new ProxyCheck(),
                new MasterKeyCheck(),
                new DatabaseCheck(),
                new RedisCheck(),
                new MailCheck(),
                new SmsCheck(),
                new TwilioCheck(),
                new HttpSmsCheck(),
                new TracingCheck(),
                new FilesCheck());
    }

    /**
     * Returns why the server must not start, or empty if it may; logs settings that are unsafe but allowed as warnings.
     */
    public Optional<String> refusal() {
        List<Finding> refused =
                findings.stream().filter(finding -> !isAllowed(finding)).toList();
        if (refused.isEmpty()) {
            findings.forEach(finding ->
                    LOG.warnf("start.insecure: %s %s. %s", finding.property(), finding.problem(), finding.remedy()));
        }
        String labels = refused.stream()
                .flatMap(finding -> finding.hazard().stream())
                .map(Hazard::label)
                .distinct()
                .collect(Collectors.joining(","));
        return refusal(refused)
                .map(text -> labels.isEmpty()
                        ? text
                        : text + "%n%nTo start although this is unsafe: %s=%s".formatted(ALLOW_INSECURE, labels));
    }

    private boolean isAllowed(Finding finding) {
        return finding.hazard()
                .filter(hazard -> allowed.contains(ALL) || allowed.contains(hazard.label()))
                .isPresent();
    }

    private static List<Finding> unknownHazards(StartupSettings settings) {
        List<String> labels = Stream.of(Hazard.values()).map(Hazard::label).toList();
        return settings.list(ALLOW_INSECURE).stream()
                .filter(label -> !labels.contains(label) && !List.of(ALL, NONE).contains(label))
                .map(label -> Finding.broken(
                        ALLOW_INSECURE,
                        "names the unknown " + label,
                        "Set it to true, or to a list of these: " + String.join(", ", labels) + "."))
                .toList();
    }

    /** Returns why a command cannot work, or empty if it can. */
    public Optional<String> breakdown() {
        return refusal(findings.stream().filter(Finding::isBroken).toList());
    }

    List<Finding> findings() {
        return findings;
    }

    private static Optional<String> refusal(List<Finding> reasons) {
        return reasons.isEmpty() ? Optional.empty() : Optional.of(Finding.refusal(reasons));
    }
}
