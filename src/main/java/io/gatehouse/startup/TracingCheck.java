package io.gatehouse.startup;

import java.util.List;

/** Checks that the endpoint that traces are exported to, if there is one, is a URL. */
public final class TracingCheck implements StartupCheck {
    private static final String ENDPOINT = "quarkus.otel.exporter.otlp.endpoint";

    @Override
    public List<Finding> findings(StartupSettings settings) {
        return settings.text(ENDPOINT).map(StartupSettings::isHttp).orElse(true)
                ? List.of()
                : List.of(Finding.broken(
                        ENDPOINT,
                        "is no http or https address with a host",
                        "Set it to the collector, such as http://collector.example.com:4317."));
    }
}
