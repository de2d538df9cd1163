/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.aegis.db.ReadAccess;
import io.aegis.db.TestSchema;
import io.aegis.db.retention.MonitoringRetention;
import io.aegis.db.series.MinuteMeans;
import io.aegis.db.series.SampleHistory;
import io.aegis.db.series.SampleStore;
import io.aegis.db.series.SeriesBatch;
import io.aegis.db.series.StoredSeries;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.logs.LogChanges;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogHistory;
import io.aegis.monitoring.logs.LogLevel;
import io.aegis.monitoring.logs.LogMinute;
import io.aegis.monitoring.logs.LogTemplate;
import io.aegis.monitoring.logs.LogTemplateHistory;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is known of logs, in and out of a real database. */
class LogsIT {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final TestSchema schema = TestSchema.create();
    private final ReadAccess scoring = schema.openReadOnly();
    private final LogStore store = new LogStore(schema.database(), Clock.systemUTC());
    private final LogQueries queries = new LogQueries(scoring);

    @AfterEach
    void close() {
        scoring.close();
        schema.close();
    }

    private static LogEntry line(String message, int second) {
        return new LogEntry("Läden", LogLevel.WARN, message, NOON.plusSeconds(second));
    }

    private LogChanges newest() throws DatabaseUnavailableException {
        return queries.newest(100, 720, TestSchema.ample());
    }

    @Test
    void what_is_counted_is_read_minute_by_minute() throws Exception {
        LogTemplateHistory history = new LogTemplateHistory();
        history.learn(List.of(line("sold 3 apples", 0), line("sold 4 apples", 1), line("closed", 70)), true);
        store.add(history.drain(), TestSchema.ample());
        LogCountQueries counts = new LogCountQueries(scoring);

        List<LogTemplate> templates = counts.templates(TestSchema.ample());
        Map<Long, LogMinute> minutes = counts.minutes(NOON, NOON.plusSeconds(60), TestSchema.ample());

        assertThat(templates).extracting(LogTemplate::text).containsExactlyInAnyOrder("sold <*> apples", "closed");
        assertThat(minutes).containsOnlyKeys(LogTemplateHistory.minuteOf(NOON));
        LogTemplate sold = templates.stream()
                .filter(each -> each.text().startsWith("sold"))
                .findFirst()
                .orElseThrow();
        assertThat(minutes.get(LogTemplateHistory.minuteOf(NOON))).isEqualTo(new LogMinute(Map.of(sold.id(), 2), 2));
        assertThat(sold.service()).isEqualTo("Läden");
        assertThat(counts.minutes(NOON.plusSeconds(120), NOON.plusSeconds(180), TestSchema.ample()))
                .isEmpty();
    }

    @Test
    void a_book_goes_on_from_what_was_stored() throws Exception {
        LogTemplateHistory history = new LogTemplateHistory();
        history.learn(List.of(line("sold 3 apples", 0), line("sold 4 apples", 1), line("", 70)), true);
        store.add(history.drain(), TestSchema.ample());

        LogChanges stored = newest();
        LogTemplateHistory next = new LogTemplateHistory(stored);

        assertThat(stored.templates())
                .extracting(kept -> kept.template().text())
                .containsExactlyInAnyOrder("sold <*> apples", "");
        assertThat(stored.minutes())
                .extracting(LogChanges.Minute::begin, LogChanges.Minute::lines)
                .containsExactly(tuple(NOON.plusSeconds(60), 1), tuple(NOON, 2));
        assertThat(next.before(NOON.plusSeconds(120)).map(LogHistory::size)).contains(2);
        next.learn(List.of(line("sold 5 apples", 2)), true);
        store.add(next.drain(), TestSchema.ample());
        assertThat(newest().minutes().getLast().lines()).isEqualTo(3);
        assertThat(newest().minutes().getLast().counts().values()).containsExactly(3);
    }

    @Test
    void two_replicas_call_the_same_template_the_same_and_their_lines_add_up() throws Exception {
        for (String message : List.of("sold 3 apples", "sold 9 apples")) {
            LogTemplateHistory replica = new LogTemplateHistory();
            replica.learn(List.of(line(message, 0)), true);
            store.add(replica.drain(), TestSchema.ample());
        }

        assertThat(newest().templates()).hasSize(1);
        assertThat(newest().minutes())
                .singleElement()
                .satisfies(minute -> assertThat(minute.counts().values()).containsExactly(2));
    }

    @Test
    void a_template_that_became_more_general_replaces_itself() throws Exception {
        LogTemplate first = new LogTemplate(1, "s", LogLevel.INFO, List.of("a", "b", "c"));
        LogTemplate later = new LogTemplate(1, "s", LogLevel.INFO, List.of("a", "b", "<*>"));
        String key = "00".repeat(32);
        store.add(new LogChanges(List.of(new LogChanges.Kept(key, first)), List.of()), TestSchema.ample());
        store.add(new LogChanges(List.of(new LogChanges.Kept(key, later)), List.of()), TestSchema.ample());

        assertThat(newest().templates()).singleElement().satisfies(kept -> {
            assertThat(kept.key()).isEqualTo(key);
            assertThat(kept.template().tokens()).isEqualTo(later.tokens());
        });
    }

    @Test
    void counts_of_an_unknown_template_are_only_in_the_total() throws Exception {
        store.add(
                new LogChanges(List.of(), List.of(new LogChanges.Minute(NOON, 7, Map.of("ff".repeat(32), 5)))),
                TestSchema.ample());

        assertThat(newest().minutes()).containsExactly(new LogChanges.Minute(NOON, 7, Map.of()));
    }

    @Test
    void the_scoring_account_cannot_store() {
        assertThatThrownBy(() -> scoring.read(TestSchema.ample(), execute -> execute.delete("DELETE FROM log_minute")))
                .isInstanceOf(DatabaseUnavailableException.class);
    }

    @Test
    void old_counts_go_and_templates_that_nothing_counts_any_more() throws Exception {
        LogTemplateHistory history = new LogTemplateHistory();
        history.learn(List.of(line("old", 0), line("kept on", 0), line("kept on", 3_600)), true);
        store.add(history.drain(), TestSchema.ample());
        MonitoringRetention retention = new MonitoringRetention(schema.database());

        assertThat(retention.purgeLogs(NOON.plusSeconds(60), 100, TestSchema.ample()))
                .isEqualTo(3);
        assertThat(retention.purgeLogTemplates(Instant.now().plus(1, ChronoUnit.HOURS), 100, TestSchema.ample()))
                .isEqualTo(1);
        assertThat(newest().templates())
                .singleElement()
                .satisfies(kept -> assertThat(kept.template().text()).isEqualTo("kept on"));
        assertThat(newest().minutes()).hasSize(1);
    }

    @Test
    void means_are_by_series_and_minute() throws Exception {
        Series cpu = Series.of(MetricType.CPU_USAGE, Map.of("service", "a"));
        Series memory = Series.of(MetricType.MEMORY_USAGE, Map.of("service", "a"));
        List<Measurement> samples = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            samples.add(new Measurement(NOON.plusSeconds(10L * i), i));
        }
        SampleStore sampleStore = new SampleStore(schema.database(), Clock.systemUTC());
        sampleStore.append(
                List.of(
                        new SeriesBatch(cpu, OptionalInt.empty(), samples),
                        new SeriesBatch(memory, OptionalInt.empty(), List.of(new Measurement(NOON, 50)))),
                TestSchema.ample());
        Map<Series, StoredSeries> ids = new SampleHistory(scoring).find(List.of(cpu, memory), TestSchema.ample());
        List<Long> asked = ids.values().stream().map(StoredSeries::id).toList();

        List<MinuteMeans.Mean> means =
                new MinuteMeans(scoring).between(asked, NOON, NOON.plusSeconds(110), TestSchema.ample());

        assertThat(means)
                .extracting(MinuteMeans.Mean::begin, MinuteMeans.Mean::mean)
                .containsExactlyInAnyOrder(tuple(NOON, 2.5), tuple(NOON.plusSeconds(60), 8.0), tuple(NOON, 50.0));
    }
}
