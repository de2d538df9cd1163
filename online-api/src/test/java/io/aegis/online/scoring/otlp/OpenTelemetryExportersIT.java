/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.online.scoring.ScoringApi;
import io.aegis.online.scoring.ScoringFixture;
import io.aegis.settings.Listen;
import io.aegis.testing.Await;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.DefaultAggregationSelector;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exporters of OpenTelemetry's SDK for Java, as applications use them. */
class OpenTelemetryExportersIT extends ScoringFixture {

    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

    private static Resource resource(String service) {
        return Resource.create(Attributes.of(
                AttributeKey.stringKey("service.name"), service, AttributeKey.stringKey("k8s.namespace.name"), "shop"));
    }

    private static String url(String path) {
        return api.api().request(path).build().uri().toString();
    }

    private static void done(CompletableResultCode code) {
        assertThat(code.join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "cumulative, explicit, gzip",
        "delta, explicit, none",
        "cumulative, exponential, none",
        "delta, exponential, gzip"
    })
    void histograms_of_servers_become_series(String temporality, String buckets, String compression) throws Exception {
        String service = temporality + "-" + buckets;
        Aggregation aggregation = buckets.equals("explicit")
                ? Aggregation.defaultAggregation()
                : Aggregation.base2ExponentialBucketHistogram();
        OtlpHttpMetricExporter exporter = OtlpHttpMetricExporter.builder()
                .setEndpoint(url("/v1/metrics"))
                .setCompression(compression)
                .addHeader("Authorization", "Bearer " + Listen.DEFAULT_API_KEY)
                .setAggregationTemporalitySelector(
                        temporality.equals("delta")
                                ? AggregationTemporalitySelector.deltaPreferred()
                                : AggregationTemporalitySelector.alwaysCumulative())
                .setDefaultAggregationSelector(
                        DefaultAggregationSelector.getDefault().with(InstrumentType.HISTOGRAM, aggregation))
                .build();
        double rejected = api.meter("aegis_otlp_points_total{fate=\"rejected\"}");
        try (SdkMeterProvider provider = SdkMeterProvider.builder()
                .setResource(resource(service))
                .registerMetricReader(PeriodicMetricReader.builder(exporter)
                        .setInterval(Duration.ofHours(1))
                        .build())
                .build()) {
            var meter = provider.get("test");
            meter.gaugeBuilder("jvm.cpu.recent_utilization").setUnit("1").buildWithCallback(it -> it.record(0.42));
            DoubleHistogram histogram = meter.histogramBuilder("http.server.request.duration")
                    .setUnit("s")
                    .setExplicitBucketBoundariesAdvice(List.of(0.05, 0.1, 0.18, 0.25, 0.5, 1.0))
                    .build();
            for (int export = 0; export < 2; export++) {
                for (int i = 0; i < 100; i++) {
                    histogram.record(0.2, Attributes.of(STATUS, i < 25 ? 500L : 200L));
                }
                done(provider.forceFlush());
            }
        }

        String path = "/api/v1/series?q=" + service;
        Await.until("series are stored", () -> api.get(path).path("items").size() == 4);
        TreeSet<String> types = new TreeSet<>();
        for (JsonNode item : api.get(path).path("items")) {
            assertThat(item.path("labels").path("service").asText()).isEqualTo(service);
            assertThat(item.path("labels").path("namespace").asText()).isEqualTo("shop");
            types.add(item.path("metric_type").asText());
        }
        assertThat(types).containsExactly("cpu_usage", "error_rate", "request_rate", "response_time");
        String labels = "namespace=\"shop\",service=\"" + service + "\"}";
        assertThat(api.meter("aegis_anomaly_observed{metric_type=\"cpu_usage\"," + labels))
                .isEqualTo(42);
        assertThat(api.meter("aegis_anomaly_observed{metric_type=\"error_rate\"," + labels))
                .isEqualTo(0.25);
        assertThat(api.meter("aegis_anomaly_observed{metric_type=\"response_time\"," + labels))
                .isBetween(180.0, 260.0);
        assertThat(api.meter("aegis_otlp_points_total{fate=\"rejected\"}")).isEqualTo(rejected);
    }

    @Test
    void lines_are_evidence_of_the_alert_that_comes_next() {
        OtlpHttpLogRecordExporter exporter = OtlpHttpLogRecordExporter.builder()
                .setEndpoint(url("/v1/logs"))
                .setCompression("gzip")
                .addHeader("Authorization", "Bearer " + Listen.DEFAULT_API_KEY)
                .build();
        try (SdkLoggerProvider provider = SdkLoggerProvider.builder()
                .setResource(resource("checkout"))
                .addLogRecordProcessor(BatchLogRecordProcessor.builder(exporter).build())
                .build()) {
            var logger = provider.get("test");
            for (int i = 0; i < 60; i++) {
                logger.logRecordBuilder()
                        .setSeverity(Severity.ERROR)
                        .setTimestamp(Instant.now().minusMillis(1_000L + i))
                        .setBody("connection to payments:443 timed out after " + i + " ms")
                        .emit();
            }
            done(provider.forceFlush());
        }
        assertThat(api.meter("aegis_log_lines_received_total{fate=\"learned\",protocol=\"otlp\"}"))
                .isGreaterThanOrEqualTo(60);

        ObjectNode webhook =
                ScoringApi.JSON.createObjectNode().put("version", "1").put("groupKey", "otlp");
        webhook.putArray("alerts")
                .addObject()
                .put("status", "firing")
                .put("startsAt", Instant.now().toString())
                .putObject("labels")
                .put("alertname", "Odd")
                .put("severity", "critical")
                .put("namespace", "shop")
                .put("service", "checkout");
        JsonNode verdict = ScoringApi.read(
                        api.post("/api/v1/alertmanager", webhook.toString()).body())
                .path("verdict");

        assertThat(verdict.path("failure_type").asText()).isEqualTo("dependency_timeout");
        assertThat(verdict.path("details")
                        .path("evidence")
                        .path(0)
                        .path("logs")
                        .path("lines")
                        .asInt())
                .isEqualTo(60);
    }

    @Test
    void spans_of_two_services_tell_who_calls_whom() {
        SpanContext client = span("storefront", SpanKind.CLIENT, Context.root());
        span("basket", SpanKind.SERVER, Context.root().with(Span.wrap(client)));
        ObjectNode webhook =
                ScoringApi.JSON.createObjectNode().put("version", "4").put("groupKey", "traces");
        ArrayNode alerts = webhook.putArray("alerts");
        for (String service : List.of("storefront", "basket")) {
            alerts.addObject()
                    .put("status", "firing")
                    .putObject("labels")
                    .put("alertname", "Odd")
                    .put("severity", "critical")
                    .put("service", service);
        }

        JsonNode verdict = ScoringApi.read(
                        api.post("/api/v1/alertmanager", webhook.toString()).body())
                .path("verdict");

        assertThat(verdict.path("affected_services").path(0).asText())
                .as("who is called is where it began")
                .isEqualTo("basket");
    }

    private static SpanContext span(String service, SpanKind kind, Context parent) {
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(url("/v1/traces"))
                .addHeader("Authorization", "Bearer " + Listen.DEFAULT_API_KEY)
                .build();
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(resource(service))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build()) {
            Span span = provider.get("test")
                    .spanBuilder("GET /basket")
                    .setSpanKind(kind)
                    .setParent(parent)
                    .startSpan();
            span.end();
            done(provider.forceFlush());
            return span.getSpanContext();
        }
    }
}
