/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import io.aegis.cache.LruMap;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.anomaly.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The newest verdict on each of the series that were scored last, for Prometheus: {@code aegis_anomaly_score} (the raw one,
 * which stays high while an episode goes on), {@code aegis_anomaly_observed}, {@code _expected}, {@code _lower}, {@code
 * _upper} and {@code _alert} (1 while it alerts) with the series' type and labels, and {@code aegis_anomaly_threshold}.
 * Samples that were old when they came are not told. Thread-safe.
 */
public final class RecentScores {

    /** Series that are told; each makes six lines. */
    public static final int MAX_SERIES = 500;

    private static final Duration RECENT = Duration.ofMinutes(15);

    private final Map<Series, Scored> newest = new LruMap<>(MAX_SERIES);
    private final double threshold;
    private final Duration maxAge;
    private final InstantSource clock;

    private record Scored(Measurement sample, Verdict verdict, boolean alert, Instant at) {}

    private record Line(String labels, Scored scored) {}

    /**
     * Nothing yet.
     *
     * @param threshold scores from here are anomalies
     * @param maxAge samples older than this are not current, as those of a time to come are not
     * @param clock says what is recent: the last 15 minutes
     */
    public RecentScores(double threshold, Duration maxAge, InstantSource clock) {
        this.threshold = threshold;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    /** Notes what was found in a series. */
    void note(SeriesFinding finding) {
        Instant now = clock.instant();
        OptionalInt current = finding.verdicts().current(finding.sent(), now, maxAge);
        if (current.isEmpty()) {
            return;
        }
        int last = current.getAsInt();
        Scored scored = new Scored(
                finding.sent().get(last),
                finding.verdicts().verdicts().get(last),
                finding.verdicts().alerts().get(last).alert(),
                now);
        synchronized (newest) {
            newest.put(finding.series(), scored);
        }
    }

    /** As Prometheus reads them, each line with its end. */
    public String exposition() {
        List<Line> lines = lines();
        StringBuilder text = new StringBuilder();
        text.append("# HELP aegis_anomaly_threshold Scores from here are anomalies\n")
                .append("# TYPE aegis_anomaly_threshold gauge\n")
                .append("aegis_anomaly_threshold ")
                .append(threshold)
                .append('\n');
        write(
                text,
                lines,
                "score",
                "Raw score of the newest sample",
                each -> each.verdict().rawScore());
        write(
                text,
                lines,
                "observed",
                "The newest sample",
                each -> each.sample().value());
        write(
                text,
                lines,
                "expected",
                "Where it was expected",
                each -> each.verdict().band().expected());
        write(
                text,
                lines,
                "lower",
                "The least of what was usual",
                each -> each.verdict().band().lower());
        write(
                text,
                lines,
                "upper",
                "The most of what was usual",
                each -> each.verdict().band().upper());
        Instant now = clock.instant();
        write(
                text,
                lines,
                "alert",
                "Whether the newest sample alerts",
                each -> each.alert() && each.sample().isCurrent(now, maxAge) ? 1 : 0);
        return text.toString();
    }

    private List<Line> lines() {
        Instant since = clock.instant().minus(RECENT);
        Map<Series, Scored> now;
        synchronized (newest) {
            newest.values().removeIf(each -> each.at().isBefore(since));
            now = new LinkedHashMap<>(newest);
        }
        // Names that Prometheus cannot have are changed, so two series may come to look alike; it would refuse all
        // then.
        Set<String> seen = new HashSet<>();
        List<Line> lines = new ArrayList<>();
        now.forEach((series, scored) -> {
            String labels = PrometheusLabels.of(series);
            if (seen.add(labels)) {
                lines.add(new Line(labels, scored));
            }
        });
        return lines;
    }

    private static void write(
            StringBuilder text, List<Line> lines, String what, String help, ToDoubleFunction<Scored> value) {
        String name = "aegis_anomaly_" + what;
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(" gauge\n");
        for (Line line : lines) {
            text.append(name)
                    .append(line.labels())
                    .append(' ')
                    .append(value.applyAsDouble(line.scored()))
                    .append('\n');
        }
    }
}
