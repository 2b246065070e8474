package io.gatehouse.startup;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Removes from traces what is secret, since queries and paths below {@code /n/} contain the tokens of links, and the client
 * address, since it is what any client's header says: {@code ForwardedHeaders} sets the one that is used everywhere else.
 */
@Singleton
class SpanRedactor implements SpanProcessor {
    private static final List<AttributeKey<String>> REMOVED = List.of(
            AttributeKey.stringKey("client.address"),
            AttributeKey.stringKey("url.query"),
            AttributeKey.stringKey("url.full"),
            AttributeKey.stringKey("http.url"));
    private static final List<AttributeKey<String>> PATHS =
            List.of(AttributeKey.stringKey("url.path"), AttributeKey.stringKey("http.target"));
    private static final String HIDDEN = "…";

    SpanRedactor() {}

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        for (AttributeKey<String> key : REMOVED) {
            if (span.getAttribute(key) != null) {
                span.setAttribute(key, HIDDEN);
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
        // What is removed is set at the start.
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
