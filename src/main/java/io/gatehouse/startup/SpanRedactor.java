package io.gatehouse.startup;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;

/** Removes secrets from traces: queries and paths below {@code /n/} contain the tokens of links. */
@Singleton
class SpanRedactor implements SpanProcessor {
    private static final List<AttributeKey<String>> QUERIES = List.of(
            AttributeKey.stringKey("url.query"),
            AttributeKey.stringKey("url.full"),
            AttributeKey.stringKey("http.url"));
    private static final List<AttributeKey<String>> PATHS =
            List.of(AttributeKey.stringKey("url.path"), AttributeKey.stringKey("http.target"));
    private static final String HIDDEN = "…";

    SpanRedactor() {}

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        for (AttributeKey<String> query : QUERIES) {
            if (span.getAttribute(query) != null) {
                span.setAttribute(query, HIDDEN);
            }
        }
        for (AttributeKey<String> key : PATHS) {
            String path = span.getAttribute(key);
            if (path != null) {
                span.setAttribute(key, withoutSecret(path));
            }
        }
    }

    static String withoutSecret(String path) {
        return path.replaceFirst("\\?.*", "?" + HIDDEN).replaceFirst("^/n/.*", "/n/" + HIDDEN);
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        // The attributes are complete at the start.
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
