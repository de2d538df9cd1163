/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.db.TestSchema;
import io.aegis.db.feedback.BadCursorException;
import io.aegis.db.feedback.Page;
import io.aegis.db.retention.MonitoringRetention;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesListIT {

    private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
    private static final SeriesFilter ALL = new SeriesFilter(Optional.empty(), Optional.empty(), Optional.empty());

    private final TestSchema schema = TestSchema.create();
    private final SampleStore samples = new SampleStore(schema.database(), Clock.systemUTC());
    private final SeriesVerdictStore verdicts = new SeriesVerdictStore(schema.database());
    private final SeriesQueries queries = new SeriesQueries(schema.database());

    @AfterEach
    void close() {
        schema.close();
    }

    private static Series series(String pod) {
        return Series.of(MetricType.CPU_USAGE, Map.of("pod", pod));
    }

    private Series stored(Series series) throws Exception {
        samples.append(
                List.of(new SeriesBatch(series, OptionalInt.empty(), List.of(new Measurement(TEN, 1)))),
                TestSchema.ample());
        return series;
    }

    private static SeriesVerdict verdict(Series series, int minute, double value, Optional<Instant> anomalous) {
        return new SeriesVerdict(
                series, new Measurement(TEN.plusSeconds(60L * minute), value), 0.1, 0.2, anomalous, Optional.empty());
    }

    private List<String> pods(SeriesFilter filter) throws Exception {
        return queries.list(filter, 200, Optional.empty(), TestSchema.ample()).items().stream()
                .map(row -> row.series().labels().getOrDefault("pod", ""))
                .toList();
    }

    @Test
    void those_with_the_newest_anomaly_come_first_and_those_without_any_last() throws Exception {
        for (String pod : List.of("never-scored", "calm", "long-ago", "now")) {
            stored(series(pod));
        }
        verdicts.put(
                List.of(
                        verdict(series("calm"), 5, 7, Optional.empty()),
                        verdict(series("now"), 5, 9, Optional.of(TEN.plusSeconds(300))),
                        verdict(series("long-ago"), 5, 8, Optional.of(TEN))),
                TestSchema.ample());
        assertThat(pods(ALL)).containsExactly("now", "long-ago", "calm", "never-scored");
        assertThat(pods(new SeriesFilter(Optional.empty(), Optional.empty(), Optional.of(TEN.plusSeconds(1)))))
                .containsExactly("now");
        SeriesRow now = queries.list(ALL, 1, Optional.empty(), TestSchema.ample())
                .items()
                .getFirst();
        assertThat(queries.find(now.id(), TestSchema.ample())).contains(now);
        assertThat(now.last()).contains(verdict(series("now"), 5, 9, Optional.of(TEN.plusSeconds(300))));
        assertThat(queries.find(now.id() + 100, TestSchema.ample())).isEmpty();
    }

    @Test
    void what_alerts_now_comes_before_newer_anomalies_and_over_pages() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<SeriesVerdict> all = new ArrayList<>();
        for (String pod : List.of("anomalous", "alerting", "alerted-once", "calm")) {
            Series series = stored(series(pod));
            Instant sampled = pod.equals("alerted-once") ? now.minusSeconds(3_600) : now.minusSeconds(60);
            all.add(new SeriesVerdict(
                    series,
                    new Measurement(sampled, 9),
                    0.1,
                    0.2,
                    switch (pod) {
                        case "anomalous" -> Optional.of(sampled);
                        case "alerting" -> Optional.of(now.minusSeconds(600));
                        case "alerted-once" -> Optional.of(sampled);
                        default -> Optional.empty();
                    },
                    pod.startsWith("alert") ? Optional.of(now.minusSeconds(4_000)) : Optional.empty()));
        }
        verdicts.put(all, TestSchema.ample());

        assertThat(pods(ALL)).containsExactly("alerting", "anomalous", "alerted-once", "calm");
        List<String> paged = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<SeriesRow> page = queries.list(ALL, 1, cursor, TestSchema.ample());
            page.items().forEach(row -> paged.add(row.series().labels().getOrDefault("pod", "") + row.alerting()));
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        assertThat(paged).containsExactly("alertingtrue", "anomalousfalse", "alerted-oncefalse", "calmfalse");
    }

    @Test
    void an_older_verdict_takes_nothing_back_but_tells_of_its_anomaly() throws Exception {
        Series series = stored(series("a"));
        verdicts.put(List.of(verdict(series, 5, 50, Optional.empty())), TestSchema.ample());
        verdicts.put(List.of(verdict(series, 3, 30, Optional.of(TEN.plusSeconds(180)))), TestSchema.ample());
        verdicts.put(List.of(verdict(series, 4, 40, Optional.of(TEN))), TestSchema.ample());
        assertThat(queries.list(ALL, 1, Optional.empty(), TestSchema.ample())
                        .items()
                        .getFirst()
                        .last())
                .contains(verdict(series, 5, 50, Optional.of(TEN.plusSeconds(180))));
        assertThat(verdict(series, 5, 50, Optional.empty()).and(verdict(series, 3, 30, Optional.of(TEN))))
                .isEqualTo(verdict(series, 5, 50, Optional.of(TEN)));
    }

    @Test
    void pages_neither_repeat_nor_skip_any() throws Exception {
        for (int i = 0; i < 23; i++) {
            Series series = stored(series("p" + i));
            if (i % 3 > 0) {
                verdicts.put(
                        List.of(verdict(
                                series, 1, i, i % 3 == 1 ? Optional.of(TEN.plusSeconds(i / 6)) : Optional.empty())),
                        TestSchema.ample());
            }
        }
        List<Long> ids = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<SeriesRow> page = queries.list(ALL, 5, cursor, TestSchema.ample());
            page.items().forEach(row -> ids.add(row.id()));
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        assertThat(ids).hasSize(23).doesNotHaveDuplicates();
        assertThat(pods(ALL))
                .hasSize(23)
                .containsAll(IntStream.range(0, 23).mapToObj(i -> "p" + i).toList());
        assertThatThrownBy(() -> queries.list(ALL, 5, Optional.of("x"), TestSchema.ample()))
                .isInstanceOf(BadCursorException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b\\c", "100%", "x_y", "<script>alert(1)</script>", "schön ☃ 𝄞", "it's; --", "!bang!"})
    void a_text_is_found_in_labels_and_only_there_where_it_is(String text) throws Exception {
        stored(Series.of(MetricType.DISK_IO, Map.of("pod", "before " + text + " after")));
        stored(series("other"));
        assertThat(pods(new SeriesFilter(Optional.empty(), Optional.of(text), Optional.empty())))
                .containsExactly("before " + text + " after");
        assertThat(pods(new SeriesFilter(Optional.of(MetricType.CPU_USAGE), Optional.of(text), Optional.empty())))
                .isEmpty();
    }

    @Test
    void case_does_not_matter_to_a_search_nor_do_labels_of_others() throws Exception {
        stored(series("API-1"));
        stored(series("db-1"));
        assertThat(pods(new SeriesFilter(Optional.empty(), Optional.of("api"), Optional.empty())))
                .containsExactly("API-1");
        assertThat(pods(new SeriesFilter(Optional.empty(), Optional.of("a%1"), Optional.empty())))
                .isEmpty();
    }

    @Test
    void verdicts_on_series_that_are_gone_go_too() throws Exception {
        stored(series("kept"));
        verdicts.put(
                List.of(
                        verdict(series("kept"), 0, 1, Optional.empty()),
                        verdict(series("gone"), 0, 1, Optional.empty()),
                        verdict(series("not-yet-stored"), 90, 1, Optional.empty())),
                TestSchema.ample());
        new MonitoringRetention(schema.database()).purgeSeries(TEN.plusSeconds(60), 100, TestSchema.ample());
        assertThat(schema.value("SELECT COUNT(*) FROM series_verdict")).isEqualTo("2");
    }
}
