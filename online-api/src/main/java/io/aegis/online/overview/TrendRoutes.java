/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.overview;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.csv.CsvWriter;
import io.aegis.db.groups.GroupQueries;
import io.aegis.db.keys.Role;
import io.aegis.db.overview.DimensionTrends;
import io.aegis.db.overview.QualityQueries;
import io.aegis.db.overview.TrendDimension;
import io.aegis.db.overview.ValueTrend;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.http.QueryParameters;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.Choices;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
import io.aegis.review.WilsonInterval;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.time.Rfc3339;
import io.aegis.topics.CurrentOwnTopics;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code GET /admin/trends/{by}}: how often each topic, department, language and so on came, against the period before, what grew
 * most first; the same as CSV. {@code GET /admin/quality}: how often verdicts are as reviewers decide.
 */
public final class TrendRoutes implements Routes {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Choices<TrendDimension> DIMENSIONS = Choices.of(TrendDimension.class, TrendDimension::label);

    /** Digits of shares. */
    private static final MathContext FOUR_DIGITS = new MathContext(4);

    private static final int MICRO = 6;
    private static final int THOUSAND = 1_000;

    private final DimensionTrends trends;
    private final GroupQueries groups;
    private final QualityQueries quality;
    private final CurrentOwnTopics topics;
    private final Clock clock;
    private final Ticker ticker;

    /**
     * The routes.
     *
     * @param groups say what those are called that are counted
     * @param topics the names of those that operators made
     * @param ticker measures how long counting may take
     */
    public TrendRoutes(
            DimensionTrends trends,
            GroupQueries groups,
            QualityQueries quality,
            CurrentOwnTopics topics,
            Clock clock,
            Ticker ticker) {
        this.trends = trends;
        this.groups = groups;
        this.quality = quality;
        this.topics = topics;
        this.clock = clock;
        this.ticker = ticker;
    }

    @Override
    public void addTo(RouteTable table) {
        Access admin = Access.of(Role.ADMIN);
        table.get("/admin/trends/{by}", admin, this::trends)
                .get("/admin/trends/{by}/csv", admin, "text/csv", this::csv)
                .get("/admin/quality", admin, this::quality);
    }

    /** What was asked for. */
    private record Asked(TrendDimension by, TrendRange range, Instant from) {}

    private Asked asked(Request request) {
        TrendDimension by = DIMENSIONS
                .named(request.pathParameter("by"))
                .orElseThrow(() -> ProblemException.notFound("There are no trends by that."));
        return new Asked(by, range(request), range(request).from(clock.instant()));
    }

    private static TrendRange range(Request request) {
        QueryParameters query = request.query();
        TrendRange range = query.choice("range", TrendRange.CHOICES).orElse(TrendRange.WEEK);
        query.refuseIfWrong();
        return range;
    }

    /** A trend and what it is called. */
    private record Named(String name, ValueTrend trend) {}

    private List<Named> read(Asked asked) throws DatabaseUnavailableException {
        TrendRange range = asked.range();
        List<ValueTrend> found =
                trends.read(asked.by(), topics.routing(), asked.from(), range.span(), range.buckets(), deadline());
        Map<UUID, String> titles = asked.by() == TrendDimension.GROUP
                ? groups.titles(
                        found.stream()
                                .map(each -> UUID.fromString(each.value()))
                                .toList(),
                        GroupQueries.LINE,
                        deadline())
                : Map.of();
        return found.stream()
                .flatMap(each -> name(asked.by(), each, titles).map(name -> new Named(name, each)).stream())
                .toList();
    }

    private Response trends(Request request) throws DatabaseUnavailableException {
        Asked asked = asked(request);
        List<Named> found = read(asked);
        return Response.ok(json -> {
            json.writeStartObject();
            json.writeStringField("by", asked.by().label());
            json.writeStringField("range", asked.range().label());
            json.writeStringField("from", Rfc3339.format(asked.from()));
            json.writeNumberField("bucket_seconds", asked.range().span().toSeconds());
            json.writeArrayFieldStart("items");
            for (Named each : found) {
                write(json, asked.by(), each.name(), each.trend());
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, TrendDimension by, String name, ValueTrend trend) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        if (by == TrendDimension.GROUP) {
            json.writeStringField("group_id", trend.value());
        }
        json.writeNumberField("total", trend.total());
        json.writeNumberField("before", trend.before());
        json.writeNumberField("growth", rounded(trend.growth()));
        json.writeArrayFieldStart("counts");
        for (long count : trend.counts()) {
            json.writeNumber(count);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Own topics are stored by number, groups by id; what was removed has no name any more. */
    private Optional<String> name(TrendDimension by, ValueTrend trend, Map<UUID, String> titles) {
        return switch (by) {
            case OWN_TOPIC -> topics.list().nameOf(trend.value());
            case GROUP -> Optional.ofNullable(titles.get(UUID.fromString(trend.value())));
            case TOPIC, DEPARTMENT, SOURCE, LANGUAGE, SENTIMENT, CHANNEL -> Optional.of(trend.value());
        };
    }

    private Response csv(Request request) throws DatabaseUnavailableException {
        Asked asked = asked(request);
        StringBuilder text = new StringBuilder();
        try {
            write(new CsvWriter(text), asked, read(asked));
        } catch (IOException e) {
            throw new IllegalStateException("memory takes what is written", e);
        }
        String file = "trends-" + asked.by().label() + ".csv";
        return Response.text(200, CsvWriter.MEDIA_TYPE, text.toString())
                .with("Content-Disposition", "attachment; filename=\"" + file + "\"");
    }

    private void write(CsvWriter csv, Asked asked, List<Named> found) throws IOException {
        List<String> head = new ArrayList<>(List.of(asked.by().label(), "total", "before"));
        for (int i = 0; i < asked.range().buckets(); i++) {
            head.add(Rfc3339.format(asked.from().plus(asked.range().span().multipliedBy(i))));
        }
        csv.record(head);
        for (Named each : found) {
            ValueTrend trend = each.trend();
            List<String> cells =
                    new ArrayList<>(List.of(each.name(), Long.toString(trend.total()), Long.toString(trend.before())));
            trend.counts().forEach(count -> cells.add(Long.toString(count)));
            csv.record(cells);
        }
    }

    private Response quality(Request request) throws DatabaseUnavailableException {
        Instant from = range(request).from(clock.instant());
        QualityQueries.Quality found = quality.read(from, deadline());
        return Response.ok(json -> {
            json.writeStartObject();
            json.writeStringField("from", Rfc3339.format(from));
            json.writeFieldName("all");
            writeLanes(json, found.all());
            writeGroups(json, "by_topic", found.byTopic());
            writeGroups(json, "by_language", found.byLanguage());
            writeCalls(json, found.calls());
            json.writeEndObject();
        });
    }

    private static void writeGroups(
            JsonGenerator json, String field, Map<String, Map<String, QualityQueries.Agreement>> groups)
            throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, Map<String, QualityQueries.Agreement>> each : groups.entrySet()) {
            json.writeFieldName(each.getKey());
            writeLanes(json, each.getValue());
        }
        json.writeEndObject();
    }

    private static void writeLanes(JsonGenerator json, Map<String, QualityQueries.Agreement> lanes) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, QualityQueries.Agreement> lane : lanes.entrySet()) {
            QualityQueries.Agreement agreement = lane.getValue();
            json.writeObjectFieldStart(lane.getKey().toLowerCase(Locale.ROOT));
            json.writeNumberField("verdicts", agreement.verdicts());
            writeShare(json, "sentiment", agreement.sentiment(), agreement.verdicts());
            writeShare(json, "topics", agreement.topics(), agreement.verdicts());
            writeShare(json, "urgency", agreement.urgency(), agreement.verdicts());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeCalls(JsonGenerator json, QualityQueries.Calls calls) throws IOException {
        json.writeObjectFieldStart("llm");
        json.writeNumberField("calls", calls.calls());
        json.writeNumberField("failures", calls.failures());
        writeShare(json, "in_time", Math.max(0, calls.calls() - calls.late()), calls.calls());
        json.writeNumberField(
                "cost_usd_per_thousand",
                calls.calls() == 0
                        ? BigDecimal.ZERO
                        : BigDecimal.valueOf(calls.costMicroUsd() * THOUSAND / calls.calls(), MICRO));
        json.writeEndObject();
    }

    /** A share with its 95 % interval; null without a sample. */
    private static void writeShare(JsonGenerator json, String field, long hits, long sample) throws IOException {
        if (sample == 0) {
            json.writeNullField(field);
            return;
        }
        WilsonInterval interval = WilsonInterval.of(hits, sample);
        json.writeObjectFieldStart(field);
        json.writeNumberField("share", rounded((double) hits / sample));
        json.writeNumberField("low", rounded(interval.low()));
        json.writeNumberField("high", rounded(interval.high()));
        json.writeEndObject();
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).round(FOUR_DIGITS);
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
