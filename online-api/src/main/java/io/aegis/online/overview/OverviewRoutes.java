/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.overview;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.db.bursts.BurstStore;
import io.aegis.db.bursts.MainGroup;
import io.aegis.db.bursts.StoredBurst;
import io.aegis.db.groups.GroupQueries;
import io.aegis.db.keys.Role;
import io.aegis.db.outbox.OutboxDepth;
import io.aegis.db.outbox.OutboxStore;
import io.aegis.db.overview.OperationsQueries;
import io.aegis.db.overview.TrendBucket;
import io.aegis.db.overview.TrendQueries;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.llm.ProviderState;
import io.aegis.online.http.QueryParameters;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.security.Access;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.time.Rfc3339;
import io.aegis.topics.CurrentOwnTopics;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** {@code GET /admin/trends} and {@code GET /admin/problems}. */
public final class OverviewRoutes implements Routes {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final TrendQueries trends;
    private final OperationsQueries operations;
    private final OutboxStore outbox;
    private final BurstStore bursts;
    private final GroupQueries groups;
    private final CurrentOwnTopics topics;
    private final Supplier<Map<String, ProviderState>> providers;
    private final Supplier<LocalHealth> signs;
    private final Clock clock;
    private final Ticker ticker;

    /**
     * The routes.
     *
     * @param bursts of feedback
     * @param groups say what those are called that burst
     * @param topics the names of those that operators made
     * @param providers of LLMs, by name
     * @param signs what this process sees by itself
     */
    public OverviewRoutes(
            TrendQueries trends,
            OperationsQueries operations,
            OutboxStore outbox,
            BurstStore bursts,
            GroupQueries groups,
            CurrentOwnTopics topics,
            Supplier<Map<String, ProviderState>> providers,
            Supplier<LocalHealth> signs,
            Clock clock,
            Ticker ticker) {
        this.trends = trends;
        this.operations = operations;
        this.outbox = outbox;
        this.bursts = bursts;
        this.groups = groups;
        this.topics = topics;
        this.providers = providers;
        this.signs = signs;
        this.clock = clock;
        this.ticker = ticker;
    }

    @Override
    public void addTo(RouteTable table) {
        table.get("/admin/trends", Access.of(Role.ADMIN), this::trends)
                .get("/admin/problems", Access.of(Role.ADMIN), this::problems);
    }

    private Response trends(Request request) throws DatabaseUnavailableException {
        QueryParameters query = request.query();
        TrendRange range = query.choice("range", TrendRange.CHOICES).orElse(TrendRange.DAY);
        query.refuseIfWrong();
        Instant from = range.from(clock.instant());
        List<TrendBucket> buckets = trends.read(from, range.span(), range.buckets(), deadline());
        return Response.ok(json -> {
            json.writeStartObject();
            json.writeStringField("range", range.label());
            json.writeStringField("from", Rfc3339.format(from));
            json.writeStringField("until", Rfc3339.format(from.plus(range.span().multipliedBy(range.buckets()))));
            json.writeNumberField("bucket_seconds", range.span().toSeconds());
            json.writeArrayFieldStart("buckets");
            for (TrendBucket bucket : buckets) {
                write(json, bucket);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, TrendBucket bucket) throws IOException {
        json.writeStartObject();
        json.writeStringField("start", Rfc3339.format(bucket.start()));
        json.writeNumberField("total", bucket.total());
        json.writeNumberField("urgent", bucket.urgent());
        json.writeObjectFieldStart("by_sentiment");
        for (Sentiment each : Sentiment.values()) {
            json.writeNumberField(each.name(), bucket.of(each));
        }
        json.writeEndObject();
        json.writeObjectFieldStart("by_topic");
        for (Topic each : Topic.values()) {
            json.writeNumberField(each.label(), bucket.of(each));
        }
        json.writeEndObject();
        json.writeObjectFieldStart("by_source");
        for (AnalysisSource each : AnalysisSource.values()) {
            json.writeNumberField(each.label(), bucket.of(each));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private Response problems(Request request) throws DatabaseUnavailableException {
        OutboxDepth alerts = outbox.depth(deadline());
        Instant now = clock.instant();
        List<OperationalIssue> problems = new ArrayList<>(OperationalIssues.of(
                operations.read(deadline()),
                alerts,
                outbox.waiting(OperationalIssues.LATE_ALERT, OperationalIssues.MOST_CHANNELS + 1, deadline()),
                providers.get(),
                signs.get(),
                now));
        problems.addAll(bursts(now));
        problems.sort(Comparator.comparing(OperationalIssue::level));
        return Response.ok(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (OperationalIssue issue : problems) {
                json.writeStartObject();
                json.writeStringField("id", issue.id());
                json.writeStringField("level", issue.level().label());
                json.writeStringField("title", issue.title());
                json.writeStringField("detail", issue.detail());
                json.writeStringField("action", issue.action());
                json.writeStringField("link", issue.link().isEmpty() ? null : issue.link());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private List<OperationalIssue> bursts(Instant now) throws DatabaseUnavailableException {
        List<StoredBurst> current = bursts.current(now, deadline());
        List<UUID> bursting = current.stream()
                .flatMap(each ->
                        Stream.concat(each.series().group().stream(), each.mostly().map(MainGroup::id).stream()))
                .distinct()
                .limit(GroupQueries.MAX_LIMIT)
                .toList();
        return BurstIssues.of(current, topics.list(), groups.titles(bursting, GroupQueries.LINE, deadline()));
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
