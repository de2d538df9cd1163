/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.series;

import io.aegis.db.feedback.BadCursorException;
import io.aegis.db.feedback.Page;
import io.aegis.db.keys.Role;
import io.aegis.db.series.SeriesFilter;
import io.aegis.db.series.SeriesQueries;
import io.aegis.db.series.SeriesRow;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.MetricType;
import io.aegis.online.http.Pages;
import io.aegis.online.http.QueryParameters;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.Choices;
import io.aegis.online.scoring.memory.LastVerdicts;
import io.aegis.online.scoring.memory.SeriesReplay;
import io.aegis.online.scoring.memory.SeriesReplay.Judged;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.time.Rfc3339;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * {@code GET /api/v1/series}: known series, those that need somebody first. {@code GET /api/v1/series/{id}/samples}: what
 * was measured in a time, what was expected, and what was anomalous.
 */
public final class SeriesRoutes implements Routes {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration BUSY = Duration.ofSeconds(1);
    private static final int DEFAULT_LIMIT = 50;
    private static final int LONGEST_CURSOR = 128;
    private static final int DEFAULT_POINTS = 600;
    private static final int FEWEST_POINTS = 10;

    /** Looking back takes a processor for some tens of milliseconds, and connections that scoring needs. */
    private static final int AT_ONCE = 2;

    private static final Choices<MetricType> TYPES = Choices.of(MetricType.class, MetricType::label);

    private final SeriesQueries queries;
    private final LastVerdicts verdicts;
    private final SeriesReplay seriesReplay;
    private final SeriesStatuses standings;
    private final double threshold;
    private final Ticker ticker;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /**
     * The routes.
     *
     * @param queries lists
     * @param verdicts on their way, which are written before one looks
     * @param seriesReplay looks back
     * @param standings tell what else is known of series
     * @param threshold scores from here are anomalies
     * @param ticker measures how long it may take
     */
    public SeriesRoutes(
            SeriesQueries queries,
            LastVerdicts verdicts,
            SeriesReplay seriesReplay,
            SeriesStatuses standings,
            double threshold,
            Ticker ticker) {
        this.queries = queries;
        this.verdicts = verdicts;
        this.seriesReplay = seriesReplay;
        this.standings = standings;
        this.threshold = threshold;
        this.ticker = ticker;
    }

    private record Range(Optional<Instant> since, Optional<Instant> until, int points) {}

    @Override
    public void addTo(RouteTable table) {
        table.get("/api/v1/series", Access.of(Role.SCORING), this::list)
                .get("/api/v1/series/{id}/samples", Access.of(Role.SCORING), this::samples);
    }

    private Response list(Request request) throws DatabaseUnavailableException {
        QueryParameters query = request.query();
        SeriesFilter filter = new SeriesFilter(
                query.choice("metric_type", TYPES),
                query.text("q", SeriesFilter.MAX_TEXT),
                query.instant("anomalous_since"));
        int limit = query.integer("limit", 1, SeriesQueries.MAX_LIMIT).orElse(DEFAULT_LIMIT);
        Optional<String> cursor = query.text("cursor", LONGEST_CURSOR);
        query.refuseIfWrong();
        // What this process knows and the database does not yet.
        verdicts.flush();
        try {
            Deadline deadline = deadline();
            Page<SeriesRow> page = queries.list(filter, limit, cursor, deadline);
            Map<Long, SeriesStatus> known = standings.of(page.items(), deadline);
            List<SeriesRow> ordered = page.items().stream()
                    .sorted(Comparator.comparingInt(row -> standing(known, row).need(row.alerting())))
                    .toList();
            return Response.ok(
                    Pages.of(ordered, page.nextCursor(), row -> SeriesJson.row(row, standing(known, row), threshold)));
        } catch (BadCursorException e) {
            throw ProblemException.invalid("cursor", "must be the next_cursor of the page before");
        }
    }

    private static SeriesStatus standing(Map<Long, SeriesStatus> known, SeriesRow row) {
        return known.getOrDefault(row.id(), SeriesStatus.ORDINARY);
    }

    private Response samples(Request request) throws DatabaseUnavailableException, InterruptedException {
        QueryParameters query = request.query();
        Range range = new Range(
                query.instant("since"),
                query.instant("until"),
                query.integer("points", FEWEST_POINTS, SeriesReplay.MOST).orElse(DEFAULT_POINTS));
        if (range.since().isPresent()
                && range.until()
                        .filter(end -> !end.isAfter(range.since().get()))
                        .isPresent()) {
            query.wrong("since", "must be before until");
        }
        query.refuseIfWrong();
        Deadline deadline = deadline();
        Optional<SeriesRow> series = Optional.empty();
        if (id(request) > 0) {
            series = queries.find(id(request), deadline);
        }
        if (!places.tryAcquire(BUSY.toMillis(), TimeUnit.MILLISECONDS)) {
            throw ProblemException.unavailable("Others are looking back just now.", BUSY);
        }
        try {
            return samples(
                    series.orElseThrow(() -> ProblemException.notFound("There is no series with this id.")),
                    range,
                    deadline);
        } finally {
            places.release();
        }
    }

    private Response samples(SeriesRow series, Range range, Deadline deadline) throws DatabaseUnavailableException {
        Optional<Instant> until = range.until();
        if (until.isEmpty()) {
            until = seriesReplay.newest(series, deadline).map(newest -> newest.plusMillis(1));
        }
        Instant end = until.orElseGet(series::createdAt);
        Instant since = range.since().orElseGet(() -> end.minus(DAY));
        SeriesReplay.Past past = since.isBefore(end)
                ? seriesReplay.between(series, since, end, deadline)
                : new SeriesReplay.Past(List.of(), false);
        SeriesStatus standing = standing(standings.of(List.of(series), deadline), series);
        List<Judged> shown = new Downsampling(range.points(), threshold).of(past.samples());
        return Response.ok(json -> {
            json.writeStartObject();
            json.writeFieldName("series");
            SeriesJson.row(series, standing, threshold).writeTo(json);
            json.writeStringField("since", Rfc3339.format(since));
            json.writeStringField("until", Rfc3339.format(end));
            json.writeNumberField("threshold", threshold);
            json.writeNumberField("samples", past.samples().size());
            json.writeBooleanField("older_left_out", past.cut());
            json.writeArrayFieldStart("points");
            for (Judged each : shown) {
                SeriesJson.point(json, each, threshold);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** 0 for what is no id. */
    private static long id(Request request) {
        try {
            return Long.parseLong(request.pathParameter("id"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
