/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.db.Database;
import io.aegis.db.ReadAccess;
import io.aegis.db.TestSchema;
import io.aegis.db.retention.MonitoringRetention;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Samples in and out of a real database, read through the account that only reads. */
class SamplesIT {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final Series CPU = Series.of(MetricType.CPU_USAGE, Map.of("pod", "api-1", "service", "api"));
    private static final Series ERRORS = Series.of(MetricType.ERROR_RATE, Map.of("ort", "Zürich \"1\" 🙂"));

    private final TestSchema schema = TestSchema.create();
    private final ReadAccess scoring = schema.openReadOnly();
    private final SampleStore store = new SampleStore(schema.database(), Clock.systemUTC());
    private final SampleHistory history = new SampleHistory(scoring);

    @AfterEach
    void close() {
        scoring.close();
        schema.close();
    }

    private static List<Measurement> minutes(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new Measurement(START.plusSeconds(60L * i), i))
                .toList();
    }

    private static SeriesBatch batch(Series series, List<Measurement> samples) {
        return new SeriesBatch(series, OptionalInt.empty(), samples);
    }

    private StoredSeries stored(Series series) throws Exception {
        return Optional.ofNullable(
                        history.find(List.of(series), TestSchema.ample()).get(series))
                .orElseThrow();
    }

    private long id(Series series) throws Exception {
        return stored(series).id();
    }

    @Test
    void what_was_stored_is_read_in_order_of_time_newest_kept() throws Exception {
        store.append(List.of(batch(CPU, minutes(0, 700).reversed()), batch(ERRORS, minutes(0, 3))), TestSchema.ample());
        store.append(List.of(batch(CPU, minutes(700, 800))), TestSchema.ample());

        assertThat(history.newest(id(CPU), 500, TestSchema.ample())).isEqualTo(minutes(300, 800));
        assertThat(history.newestBefore(id(CPU), START.plusSeconds(600), 4, TestSchema.ample()))
                .isEqualTo(minutes(6, 10));
        assertThat(history.between(id(CPU), START.plusSeconds(60), START.plusSeconds(600), 3, TestSchema.ample()))
                .isEqualTo(minutes(1, 4));
        assertThat(history.newest(id(ERRORS), 500, TestSchema.ample())).isEqualTo(minutes(0, 3));
    }

    @Test
    void a_sample_that_is_sent_twice_is_one_and_two_of_a_moment_are_two() throws Exception {
        List<Measurement> ties = Stream.of(3.0, 1.0, -1e300, 3.0, 2.0)
                .map(value -> new Measurement(START.plusNanos(123_456_789), value))
                .toList();
        store.append(List.of(batch(CPU, ties), batch(CPU, ties)), TestSchema.ample());
        store.append(List.of(batch(CPU, ties)), TestSchema.ample());

        assertThat(history.newest(id(CPU), 10, TestSchema.ample()))
                .extracting(Measurement::value)
                .containsExactly(-1e300, 1.0, 2.0, 3.0);
        assertThat(history.newest(id(CPU), 1, TestSchema.ample()))
                .containsExactly(new Measurement(START.plusMillis(123), 3.0));
    }

    @Test
    void a_series_keeps_the_warm_up_that_it_was_first_sent_with_and_its_labels() throws Exception {
        store.append(List.of(new SeriesBatch(CPU, OptionalInt.of(2016), minutes(0, 1))), TestSchema.ample());
        store.append(List.of(new SeriesBatch(CPU, OptionalInt.of(5), minutes(1, 2))), TestSchema.ample());
        store.append(List.of(batch(ERRORS, minutes(0, 1))), TestSchema.ample());

        Map<Series, StoredSeries> found =
                history.find(List.of(CPU, ERRORS, Series.of(MetricType.DISK_IO, Map.of())), TestSchema.ample());
        assertThat(found).containsOnlyKeys(CPU, ERRORS);
        assertThat(stored(CPU).warmup()).hasValue(2016);
        assertThat(stored(ERRORS).warmup()).isEmpty();
        assertThat(history.ofService("api", 10, TestSchema.ample()))
                .containsExactly(new SampleHistory.Member(id(CPU), CPU));
        assertThat(schema.value("SELECT labels FROM metric_series WHERE service IS NULL"))
                .contains("Zürich \\\"1\\\" 🙂");
    }

    @Test
    void a_service_is_found_by_its_name_in_whatever_namespace() throws Exception {
        Series shop = Series.of(MetricType.CPU_USAGE, Map.of("service", "a_c", "namespace", "shop"));
        Series mail = Series.of(MetricType.CPU_USAGE, Map.of("service", "a_c", "namespace", "mail"));
        Series other = Series.of(MetricType.CPU_USAGE, Map.of("service", "abc", "namespace", "shop"));
        store.append(
                Stream.of(shop, mail, other, CPU)
                        .map(each -> batch(each, minutes(0, 1)))
                        .toList(),
                TestSchema.ample());

        assertThat(history.ofName("a_c", 10, TestSchema.ample()))
                .extracting(SampleHistory.Member::series)
                .containsExactly(mail, shop);
        assertThat(history.ofName("api", 10, TestSchema.ample())).isEmpty();
        assertThat(history.ofService("shop/a_c", 10, TestSchema.ample())).hasSize(1);
    }

    @Test
    void a_series_that_was_stored_under_another_name_of_its_service_is_renamed_with_its_next_sample() throws Exception {
        store.append(List.of(batch(CPU, minutes(0, 1)), batch(ERRORS, minutes(0, 1))), TestSchema.ample());
        schema.change("UPDATE metric_series SET service = 'before'");

        new SampleStore(schema.database(), Clock.systemUTC())
                .append(List.of(batch(CPU, minutes(1, 2)), batch(ERRORS, minutes(1, 2))), TestSchema.ample());

        assertThat(stored(CPU).service()).contains("api");
        assertThat(stored(ERRORS).service()).isEmpty();
    }

    @Test
    void a_thousand_series_are_found_at_once() throws Exception {
        List<Series> many = IntStream.range(0, 1_000)
                .mapToObj(i -> Series.of(MetricType.DISK_IO, Map.of("host", "h" + i)))
                .toList();
        store.append(
                many.stream().skip(1).map(each -> batch(each, minutes(0, 2))).toList(), TestSchema.ample());

        assertThat(history.find(many, TestSchema.ample()).keySet())
                .containsExactlyInAnyOrderElementsOf(many.subList(1, 1_000));
        assertThat(schema.value("SELECT COUNT(*) FROM metric_sample")).isEqualTo("1998");
    }

    @Test
    void writers_of_the_same_new_series_make_one_of_it() throws Exception {
        List<Future<?>> writers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < 6; writer++) {
                int from = 20 * writer;
                writers.add(threads.submit(() -> {
                    store.append(
                            List.of(batch(CPU, minutes(from, from + 40)), batch(ERRORS, minutes(from, from + 40))),
                            TestSchema.ample());
                    return from;
                }));
            }
        }
        for (Future<?> writer : writers) {
            writer.get();
        }
        assertThat(schema.value("SELECT COUNT(*) FROM metric_series")).isEqualTo("2");
        assertThat(history.newest(id(CPU), 500, TestSchema.ample())).isEqualTo(minutes(0, 140));
    }

    @Test
    void a_series_that_was_removed_since_its_last_sample_is_stored_anew() throws Exception {
        store.append(List.of(batch(CPU, minutes(0, 3)), batch(ERRORS, minutes(0, 3))), TestSchema.ample());
        long before = id(CPU);
        schema.change("DELETE FROM metric_sample");
        schema.change("DELETE FROM metric_series WHERE id = " + before);

        store.append(List.of(batch(CPU, minutes(3, 5)), batch(ERRORS, minutes(3, 5))), TestSchema.ample());
        store.append(List.of(batch(CPU, minutes(5, 6))), TestSchema.ample());

        assertThat(id(CPU)).isNotEqualTo(before);
        assertThat(history.newest(id(CPU), 500, TestSchema.ample())).isEqualTo(minutes(3, 6));
        assertThat(history.newest(id(ERRORS), 500, TestSchema.ample())).isEqualTo(minutes(3, 5));
    }

    @Test
    void the_scoring_path_cannot_write_and_a_read_only_pool_neither() throws Exception {
        assertThatThrownBy(
                        () -> scoring.read(TestSchema.ample(), execute -> execute.delete("DELETE FROM metric_sample")))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("1142");
        try (ReadAccess online = Database.openReadOnly(schema.settings(), 1, Ticker.system(), new Random())) {
            assertThatThrownBy(() ->
                            online.read(TestSchema.ample(), execute -> execute.delete("DELETE FROM metric_sample")))
                    .isInstanceOf(DatabaseUnavailableException.class)
                    .hasMessageContaining("1792");
        }
    }

    @Test
    void old_samples_go_and_series_that_have_none_left() throws Exception {
        Instant cutoff = START.plusSeconds(60 * 50);
        List<SeriesBatch> batches = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            Series series = Series.of(MetricType.DISK_IO, Map.of("host", "h" + i));
            batches.add(batch(series, minutes(40, i < 200 ? 50 : 60)));
        }
        store.append(batches, TestSchema.ample());
        schema.change("UPDATE metric_series SET created_at = '2026-01-01'");
        MonitoringRetention retention = new MonitoringRetention(schema.database());

        assertThat(retention.purgeSamples(cutoff, 1_005, TestSchema.ample())).isEqualTo(1_005);
        assertThat(retention.purgeSamples(cutoff, 2_000, TestSchema.ample())).isEqualTo(1_495);
        assertThat(retention.purgeSamples(cutoff, 1_000, TestSchema.ample())).isZero();
        assertThat(retention.purgeSeries(cutoff, 150, TestSchema.ample())).isEqualTo(150);
        assertThat(retention.purgeSeries(cutoff, 150, TestSchema.ample())).isEqualTo(50);
        assertThat(schema.value("SELECT COUNT(*) FROM metric_sample")).isEqualTo("500");
        assertThat(schema.value("SELECT COUNT(*) FROM metric_series")).isEqualTo("50");
    }
}
