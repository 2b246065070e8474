package io.gatehouse.cli;

import io.gatehouse.delivery.mail.MailCheck;
import io.gatehouse.delivery.sms.http.HttpSmsCheck;
import io.gatehouse.delivery.sms.twilio.TwilioCheck;
import io.gatehouse.startup.DatabaseCheck;
import io.gatehouse.startup.Finding;
import io.gatehouse.startup.MasterKeyCheck;
import io.gatehouse.startup.PublicUrlCheck;
import io.gatehouse.startup.StartupCheck;
import io.gatehouse.startup.StartupSettings;
import java.util.List;
import java.util.Optional;
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

    private final StartupSettings settings;
    private final List<Finding> findings;

    private StartupChecks(StartupSettings settings, List<Finding> findings) {
        this.settings = settings;
        this.findings = findings;
    }

    /** Returns the result of all checks of these settings. */
    public static StartupChecks of(StartupSettings settings) {
        Stream<StartupCheck> checks = Stream.of(
                new PublicUrlCheck(),
                new MasterKeyCheck(),
                new DatabaseCheck(),
                new MailCheck(),
                new TwilioCheck(),
                new HttpSmsCheck());
        List<Finding> findings =
                checks.flatMap(check -> check.findings(settings).stream()).toList();
        return new StartupChecks(settings, findings);
    }

    /**
     * Returns why the server must not start, or empty if it may; logs settings that are unsafe but allowed as warnings.
     */
    public Optional<String> refusal() {
        if (settings.isTrue(ALLOW_INSECURE)) {
            findings.stream()
                    .filter(finding -> !finding.isBroken())
                    .forEach(finding -> LOG.warnf(
                            "start.insecure: %s %s. %s", finding.property(), finding.problem(), finding.remedy()));
            return breakdown();
        }
        return refusal(findings)
                .map(text -> findings.stream().allMatch(Finding::isBroken)
                        ? text
                        : text
                                + "%n%n%s=true lets what is merely unsafe pass, for trying things out."
                                        .formatted(ALLOW_INSECURE));
    }

    /** Returns why a command cannot work, or empty if it can. */
    public Optional<String> breakdown() {
        return refusal(findings.stream().filter(Finding::isBroken).toList());
    }

    List<Finding> findings() {
        return findings;
    }

    private static Optional<String> refusal(List<Finding> reasons) {
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of(reasons.stream()
                        .map(finding -> "%n  %s %s.%n      %s"
                                .formatted(finding.property(), finding.problem(), finding.remedy()))
                        .collect(Collectors.joining("", "Gatehouse does not start:%n".formatted(), "")));
    }
}
