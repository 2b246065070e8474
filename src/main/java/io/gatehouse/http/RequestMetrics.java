package io.gatehouse.http;

import io.gatehouse.kernel.metrics.Latency;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tags the metrics of requests with the template of their route, or {@link #UNMATCHED}, and with a known method, or
 * {@link #OTHER}. Quarkus takes the path of a request that is refused before its resource method, and any word for a method,
 * and so lets anyone create metrics without end.
 */
@Provider
@Singleton
class RequestMetrics implements DynamicFeature, HttpServerMetricsTagsContributor {
    static final String UNMATCHED = "UNMATCHED";

    static final String OTHER = "OTHER";

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", OTHER);
    private static final String METRIC = "http.server.requests";
    private static final String TAG = "uri";
    private static final String METHOD = "method";
    private static final String PARAMETER = "\\{\\w+(?:: *([^}]*))?}";

    /** Those with fewer parameters first: they match fewer paths. */
    private final Set<Route> routes =
            new ConcurrentSkipListSet<>(Comparator.comparing(Route::parameters).thenComparing(Route::template));

    /** A template (RFC 6570, level 1), and the paths that it matches. */
    private record Route(String template, Pattern paths) {
        static Route of(String template) {
            return new Route(
                    template, Pattern.compile(template.replace(".", "\\.").replaceAll(PARAMETER, "(?:$1|[^/]+)")));
        }

        long parameters() {
            return template.chars().filter(character -> character == '{').count();
        }
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        routes.add(
                Route.of((path(resource.getResourceClass()) + path(resource.getResourceMethod())).replace("//", "/")));
    }

    @Override
    public Tags contribute(Context context) {
        String method = context.request().method().name();
        return Tags.of(
                TAG,
                template(Optional.ofNullable(context.request().path()).orElse("")),
                METHOD,
                METHODS.contains(method) ? method : OTHER);
    }

    /**
     * Returns the filter that gives the requests' metric its buckets, and drops requests whose client has disconnected and
     * whose path or method is not bounded, which nothing can tag.
     */
    @Produces
    @Singleton
    MeterFilter bounded() {
        return new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                return id.getName().equals(METRIC) && !isBounded(id) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
            }

            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals(METRIC)
                        ? DistributionStatisticConfig.builder()
                                .serviceLevelObjectives(Stream.of(Latency.buckets())
                                        .mapToDouble(Duration::toNanos)
                                        .toArray())
                                .build()
                                .merge(config)
                        : config;
            }
        };
    }

    private boolean isBounded(Meter.Id id) {
        String tag = id.getTag(TAG);
        return METHODS.contains(id.getTag(METHOD))
                && (UNMATCHED.equals(tag)
                        || routes.stream().anyMatch(route -> route.template().equals(tag)));
    }

    private String template(String path) {
        return routes.stream()
                .filter(route -> route.paths().matcher(path).matches())
                .findFirst()
                .map(Route::template)
                .orElse(UNMATCHED);
    }

    private static String path(AnnotatedElement element) {
        return Optional.ofNullable(element.getAnnotation(Path.class))
                .map(Path::value)
                .orElse("");
    }
}
