package io.gatehouse.startup;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Begins traces with requests and messages only: not with the statements of scheduled work, which would be traces of their
 * own every second.
 */
@Singleton
class TraceSampler implements Sampler {
    private final Sampler beginning = Sampler.parentBased(new Beginning());

    TraceSampler() {}

    @Override
    public SamplingResult shouldSample(
            Context parent, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        return beginning.shouldSample(parent, traceId, name, kind, attributes, links);
    }

    @Override
    public String getDescription() {
        return beginning.getDescription();
    }

    /** Decides about spans without a parent. */
    private record Beginning() implements Sampler {
        @Override
        public SamplingResult shouldSample(
                Context parent,
                String traceId,
                String name,
                SpanKind kind,
                Attributes attributes,
                List<LinkData> links) {
            return kind == SpanKind.SERVER || kind == SpanKind.PRODUCER
                    ? SamplingResult.recordAndSample()
                    : SamplingResult.drop();
        }

        @Override
        public String getDescription() {
            return "RequestsAndMessages";
        }
    }
}
