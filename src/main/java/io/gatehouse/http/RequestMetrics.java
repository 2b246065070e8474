package io.gatehouse.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

/**
 * Tags the metrics of requests with the template of their route, or {@link #UNMATCHED}. Quarkus takes the path of a request
 * that is refused before its resource method, and so lets anyone use its 100 values up.
 */
@Provider
@Singleton
class RequestMetrics implements DynamicFeature, HttpServerMetricsTagsContributor {
    static final String UNMATCHED = "UNMATCHED";

    private static final String METRIC = "http.server.requests";
    private static final String TAG = "uri";
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
        return Tags.of(
                TAG, template(Optional.ofNullable(context.request().path()).orElse("")));
    }

    /** Returns the filter that drops requests whose client has disconnected and whose path is not bounded, which nothing can tag. */
    @Produces
    @Singleton
    MeterFilter bounded() {
        return new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                return id.getName().equals(METRIC) && !isBounded(id.getTag(TAG))
                        ? MeterFilterReply.DENY
                        : MeterFilterReply.NEUTRAL;
            }
        };
    }

    private boolean isBounded(String tag) {
        return UNMATCHED.equals(tag)
                || routes.stream().anyMatch(route -> route.template().equals(tag));
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
