/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.overview;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.csv.CsvWriter;
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
    private final QualityQueries quality;
    private final CurrentOwnTopics topics;
    private final Clock clock;
    private final Ticker ticker;

    /**
     * The routes.
     *
     * @param topics the names of those that operators made
     * @param ticker measures how long counting may take
     */
    public TrendRoutes(
            DimensionTrends trends, QualityQueries quality, CurrentOwnTopics topics, Clock clock, Ticker ticker) {
        this.trends = trends;
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

    private List<ValueTrend> read(Asked asked) throws DatabaseUnavailableException {
        TrendRange range = asked.range();
        return trends.read(asked.by(), asked.from(), range.span(), range.buckets(), deadline());
    }

    private Response trends(Request request) throws DatabaseUnavailableException {
        Asked asked = asked(request);
        List<ValueTrend> found = read(asked);
        return Response.ok(json -> {
            json.writeStartObject();
            json.writeStringField("by", asked.by().label());
            json.writeStringField("range", asked.range().label());
            json.writeStringField("from", Rfc3339.format(asked.from()));
            json.writeNumberField("bucket_seconds", asked.range().span().toSeconds());
            json.writeArrayFieldStart("items");
            for (ValueTrend each : found) {
                Optional<String> name = name(asked.by(), each);
                if (name.isPresent()) {
                    write(json, name.get(), each);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, String name, ValueTrend trend) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
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

    /** Own topics are stored by number; one that was removed has no name any more. */
    private Optional<String> name(TrendDimension by, ValueTrend trend) {
        return by == TrendDimension.OWN_TOPIC ? topics.list().nameOf(trend.value()) : Optional.of(trend.value());
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

    private void write(CsvWriter csv, Asked asked, List<ValueTrend> found) throws IOException {
        List<String> head = new ArrayList<>(List.of(asked.by().label(), "total", "before"));
        for (int i = 0; i < asked.range().buckets(); i++) {
            head.add(Rfc3339.format(asked.from().plus(asked.range().span().multipliedBy(i))));
        }
        csv.record(head);
        for (ValueTrend each : found) {
            Optional<String> name = name(asked.by(), each);
            if (name.isPresent()) {
                List<String> cells =
                        new ArrayList<>(List.of(name.get(), Long.toString(each.total()), Long.toString(each.before())));
                each.counts().forEach(count -> cells.add(Long.toString(count)));
                csv.record(cells);
            }
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
