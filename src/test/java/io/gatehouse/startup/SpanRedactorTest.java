package io.gatehouse.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;

class SpanRedactorTest {
    private static final String TOKEN = "dYNmlAbwp8fIkMw0676Toc";

    @Test
    void contain_no_client_address_that_a_header_says() {
        try (SdkTracerProvider tracing =
                SdkTracerProvider.builder().addSpanProcessor(new SpanRedactor()).build()) {
            Span span = tracing.get("test")
                    .spanBuilder("GET")
                    .setAttribute("client.address", "198.51.100.7")
                    .startSpan();
            assertThat(((ReadableSpan) span).toSpanData().toString()).doesNotContain("198.51.100.7");
        }
    }

    @Test
    void contain_neither_the_token_of_a_link_nor_that_of_a_notice() {
        try (SdkTracerProvider tracing =
                SdkTracerProvider.builder().addSpanProcessor(new SpanRedactor()).build()) {
            Span span = tracing.get("test")
                    .spanBuilder("GET")
                    .setAttribute("url.path", "/n/" + TOKEN)
                    .setAttribute("url.query", "token=" + TOKEN)
                    .setAttribute("http.target", "/realms/acme/invitation?token=" + TOKEN)
                    .startSpan();
            assertThat(((ReadableSpan) span).toSpanData().toString())
                    .doesNotContain(TOKEN)
                    .contains("/realms/acme/invitation");
        }
    }
}
