/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.circuit.CircuitSnapshot;
import io.aegis.db.keys.Role;
import io.aegis.db.outbox.OutboxDepth;
import io.aegis.db.stats.FeedbackCounts;
import io.aegis.db.stats.Stats;
import io.aegis.db.stats.StatsQueries;
import io.aegis.db.usage.LlmUsage;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Status;
import io.aegis.feedback.Topic;
import io.aegis.llm.LlmFailure;
import io.aegis.llm.ProviderState;
import io.aegis.llm.RequestFormat;
import io.aegis.llm.ServerError;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.JsonContent;
import io.aegis.online.security.Access;
import io.aegis.online.telemetry.RaceMeters.Latency;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.DepartmentRouting;
import io.aegis.topics.OwnTopic;
import io.aegis.topics.OwnTopics;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code GET /admin/stats}: counts of all replicas from the database, latency and circuits of this process. */
public final class StatsRoutes implements Routes {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MICRO = 6;
    private static final double MICROS_PER_MILLI = 1_000;

    private final StatsQueries queries;
    private final Live live;
    private final Ticker ticker;

    /**
     * What only the process itself knows.
     *
     * @param latency of recent answers; empty when there were none
     * @param providers how they fare, by name
     * @param topics those that operators made
     * @param flush hands on what is counted in memory, so that the database's counts are complete
     */
    public record Live(
            Supplier<Optional<Latency>> latency,
            Supplier<Map<String, ProviderState>> providers,
            Supplier<OwnTopics> topics,
            Runnable flush) {}

    /**
     * Routes that tell the state of the product.
     *
     * @param queries count rows
     * @param live tells the rest
     * @param ticker measures how long counting may take
     */
    public StatsRoutes(StatsQueries queries, Live live, Ticker ticker) {
        this.queries = queries;
        this.live = live;
        this.ticker = ticker;
    }

    @Override
    public void addTo(RouteTable table) {
        table.get("/admin/stats", Access.of(Role.ADMIN), this::stats);
    }

    private Response stats(Request request) throws DatabaseUnavailableException {
        live.flush().run();
        Stats stats = queries.read(Deadline.after(ticker, TIMEOUT));
        return Response.ok(json -> {
            json.writeStartObject();
            writeCounts(json, stats.feedback(), live.topics().get().routing());
            writeOwnTopics(json, stats.feedback(), live.topics().get());
            json.writeFieldName("latency_ms");
            latency(live.latency().get()).writeTo(json);
            json.writeObjectFieldStart("ai");
            writeUsage(json, stats.llm());
            Map<String, ProviderState> providers = live.providers().get();
            writeCircuits(json, providers);
            writeRequests(json, providers);
            json.writeEndObject();
            writeAlerts(json, stats.alerts());
            json.writeEndObject();
        });
    }

    private static void writeCounts(JsonGenerator json, FeedbackCounts counts, DepartmentRouting routing)
            throws IOException {
        json.writeNumberField("total", counts.total());
        json.writeNumberField("urgent", counts.urgent());
        json.writeNumberField("urgent_open", counts.urgentOpen());
        json.writeNumberField("fallback", counts.fallback());
        json.writeNumberField("fallback_rate", counts.fallbackRate());
        json.writeNumberField("open", counts.byStatus().getOrDefault(Status.OPEN, 0L));
        json.writeNumberField("resolved", counts.byStatus().getOrDefault(Status.RESOLVED, 0L));
        json.writeNumberField("needs_review", counts.needsReview());
        json.writeNumberField("duplicates_saved", counts.duplicatesSaved());
        writeTally(json, "by_status", counts.byStatus(), Status::label);
        writeTally(json, "by_sentiment", counts.bySentiment(), Sentiment::name);
        writeTally(json, "by_topic", counts.byTopic(), Topic::label);
        writeTally(json, "by_department", routing.totals(counts.byDestination()), Function.identity());
        writeTally(json, "by_source", counts.bySource(), AnalysisSource::label);
    }

    /** Every topic there is, with 0 if need be. */
    private static void writeOwnTopics(JsonGenerator json, FeedbackCounts counts, OwnTopics topics) throws IOException {
        json.writeObjectFieldStart("by_own_topic");
        for (OwnTopic topic : topics.topics()) {
            json.writeNumberField(topic.name(), counts.byOwnTopic().getOrDefault(topic.number(), 0L));
        }
        json.writeEndObject();
    }

    private static <K> void writeTally(JsonGenerator json, String name, Map<K, Long> tally, Function<K, String> label)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<K, Long> entry : tally.entrySet()) {
            json.writeNumberField(label.apply(entry.getKey()), entry.getValue());
        }
        json.writeEndObject();
    }

    /** The percentiles, or nulls when nothing was posted lately. */
    private static JsonContent latency(Optional<Latency> latency) {
        return json -> {
            json.writeStartObject();
            writeMillis(json, "p50", latency.map(Latency::p50));
            writeMillis(json, "p95", latency.map(Latency::p95));
            writeMillis(json, "p99", latency.map(Latency::p99));
            json.writeEndObject();
        };
    }

    private static void writeMillis(JsonGenerator json, String name, Optional<Duration> duration) throws IOException {
        if (duration.isPresent()) {
            json.writeNumberField(
                    name, TimeUnit.NANOSECONDS.toMicros(duration.get().toNanos()) / MICROS_PER_MILLI);
        } else {
            json.writeNullField(name);
        }
    }

    private static void writeUsage(JsonGenerator json, LlmUsage usage) throws IOException {
        json.writeNumberField("calls", usage.calls());
        json.writeNumberField("failures", usage.failures());
        json.writeNumberField("timeouts", usage.timeouts());
        json.writeNumberField("late_upgrades", usage.lateUpgrades());
        json.writeNumberField("input_tokens", usage.inputTokens());
        json.writeNumberField("output_tokens", usage.outputTokens());
        json.writeNumberField("cost_usd", BigDecimal.valueOf(usage.costMicroUsd(), MICRO));
    }

    private static void writeCircuits(JsonGenerator json, Map<String, ProviderState> providers) throws IOException {
        json.writeObjectFieldStart("circuit");
        for (Map.Entry<String, ProviderState> provider : providers.entrySet()) {
            CircuitSnapshot<LlmFailure> state = provider.getValue().circuit();
            json.writeObjectFieldStart(provider.getKey());
            json.writeStringField("state", state.state().name().toLowerCase(Locale.ROOT));
            json.writeStringField(
                    "reason",
                    state.reason()
                            .map(why -> why.name().toLowerCase(Locale.ROOT))
                            .orElse(null));
            json.writeNumberField("retry_in_ms", state.untilProbe().toMillis());
            json.writeFieldName("error");
            writeError(json, provider.getValue().lastError());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeError(JsonGenerator json, Optional<ServerError> error) throws IOException {
        if (error.isEmpty()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeNumberField("status", error.get().status());
        json.writeStringField("code", error.get().code().orElse(null));
        json.writeStringField("parameter", error.get().parameter().orElse(null));
        json.writeStringField("message", error.get().message().orElse(null));
        json.writeEndObject();
    }

    /** How each provider is asked, by what its server has said since this process started. */
    private static void writeRequests(JsonGenerator json, Map<String, ProviderState> providers) throws IOException {
        json.writeObjectFieldStart("requests");
        for (Map.Entry<String, ProviderState> provider : providers.entrySet()) {
            if (provider.getValue().request().isPresent()) {
                ProviderState.Request request = provider.getValue().request().get();
                RequestFormat format = request.format();
                json.writeObjectFieldStart(provider.getKey());
                json.writeStringField("response_format", format.output().label());
                json.writeStringField("token_parameter", format.tokens().label());
                json.writeBooleanField("long_answer", format.longAnswer());
                json.writeBooleanField("temperature", format.temperature());
                json.writeBooleanField("reasoning_effort", format.reasoningEffort());
                json.writeBooleanField("system_message", format.systemRole());
                json.writeNumberField("steps", request.steps());
                json.writeEndObject();
            }
        }
        json.writeEndObject();
    }

    private static void writeAlerts(JsonGenerator json, OutboxDepth depth) throws IOException {
        json.writeObjectFieldStart("alerts");
        json.writeNumberField("pending", depth.pending());
        json.writeNumberField("dead", depth.dead());
        writeMillis(json, "oldest_ms", depth.oldest());
        json.writeEndObject();
    }
}
