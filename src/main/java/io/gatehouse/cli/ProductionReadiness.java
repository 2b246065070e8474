package io.gatehouse.cli;

import io.gatehouse.delivery.mail.MailReadiness;
import io.gatehouse.delivery.sms.http.HttpSmsReadiness;
import io.gatehouse.delivery.sms.twilio.TwilioReadiness;
import io.gatehouse.startup.DatabaseCheck;
import io.gatehouse.startup.Finding;
import io.gatehouse.startup.MasterKeyCheck;
import io.gatehouse.startup.PublicUrlCheck;
import io.gatehouse.startup.ReadinessCheck;
import io.gatehouse.startup.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Checks the configuration before the start, and refuses one that is not fit for production. Reports all problems at
 * once, each with its setting and remedy.
 */
public final class ProductionReadiness {
    private static final Logger LOG = Logger.getLogger(ProductionReadiness.class);
    private static final String ALLOW_INSECURE = "gatehouse.allow-insecure";

    private final Settings settings;
    private final List<Finding> findings;

    private ProductionReadiness(Settings settings, List<Finding> findings) {
        this.settings = settings;
        this.findings = findings;
    }

    /** Returns the result of all checks of these settings. */
    public static ProductionReadiness of(Settings settings) {
        Stream<ReadinessCheck> checks = Stream.of(
                new PublicUrlCheck(),
                new MasterKeyCheck(),
                new DatabaseCheck(),
                new MailReadiness(),
                new TwilioReadiness(),
                new HttpSmsReadiness());
        List<Finding> findings =
                checks.flatMap(check -> check.findings(settings).stream()).toList();
        return new ProductionReadiness(settings, findings);
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
