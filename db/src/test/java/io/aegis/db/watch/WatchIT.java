/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.aegis.db.TestSchema;
import io.aegis.db.series.SampleStore;
import io.aegis.db.series.SeriesBatch;
import io.aegis.db.series.SeriesVerdict;
import io.aegis.db.series.SeriesVerdictStore;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.failure.CallMinute;
import io.aegis.monitoring.failure.ServiceAlarm;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the job that watches services reads and remembers, in a real database. */
class WatchIT {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final TestSchema schema = TestSchema.create();

    @AfterEach
    void close() {
        schema.close();
    }

    private void sample(String service, String pod, Instant time) throws Exception {
        Series series = Series.of(MetricType.CPU_USAGE, Map.of("service", service, "pod", pod));
        Measurement sample = new Measurement(time, 1);
        new SampleStore(schema.database(), Clock.systemUTC())
                .append(List.of(new SeriesBatch(series, OptionalInt.empty(), List.of(sample))), TestSchema.ample());
        new SeriesVerdictStore(schema.database())
                .put(
                        List.of(new SeriesVerdict(series, sample, 0, 0, Optional.empty(), Optional.empty())),
                        TestSchema.ample());
    }

    @Test
    void services_are_known_by_the_newest_sample_of_any_of_their_series() throws Exception {
        sample("cart", "a", NOON);
        sample("cart", "b", NOON.plusSeconds(60));
        sample("shop", "a", NOON.minusSeconds(600));
        sample("ahead", "a", NOON.plusSeconds(6_000));
        WatchedServices services = new WatchedServices(schema.database());

        assertThat(services.between(NOON.minusSeconds(3_600), NOON.plusSeconds(600), TestSchema.ample()))
                .containsExactly(
                        new WatchedServices.Active("cart", NOON.plusSeconds(60)),
                        new WatchedServices.Active("shop", NOON.minusSeconds(600)));
        assertThat(services.streams(List.of("cart", "shop"), NOON, TestSchema.ample()))
                .extracting(
                        WatchedServices.Stream::service,
                        stream -> stream.series().labels().get("pod"))
                .containsExactly(tuple("cart", "a"), tuple("cart", "b"));
    }

    @Test
    void calls_of_a_minute_add_up_until_they_are_forgotten() throws Exception {
        CallStore store = new CallStore(schema.database(), schema.database());
        store.add(List.of(new CallMinute("cart", "redis", NOON, 3, 1, 10)), TestSchema.ample());
        store.add(
                List.of(
                        new CallMinute("cart", "redis", NOON, 1, 0, 50),
                        new CallMinute("cart", "redis", NOON.plusSeconds(60), 1, 0, 5)),
                TestSchema.ample());

        assertThat(store.between(NOON, NOON.plusSeconds(60), TestSchema.ample()))
                .containsExactly(
                        new CallMinute("cart", "redis", NOON, 4, 1, 20),
                        new CallMinute("cart", "redis", NOON.plusSeconds(60), 1, 0, 5));
        store.forget(NOON.plusSeconds(60), TestSchema.ample());
        assertThat(store.between(NOON, NOON.plusSeconds(60), TestSchema.ample()))
                .hasSize(1);
    }

    @Test
    void what_was_said_of_a_service_is_remembered_until_it_is_forgotten() throws Exception {
        ServiceAlarmStore store = new ServiceAlarmStore(schema.database(), schema.database());
        ServiceAlarm failing = ServiceAlarm.unknown(NOON).next(ServiceAlarm.Minute.CLEAR, NOON);
        ServiceAlarm silent = failing.silent(NOON.plusSeconds(60));
        store.put(Map.of("cart", failing, "shop", failing), TestSchema.ample());
        store.put(Map.of("shop", silent), TestSchema.ample());

        assertThat(store.of(List.of("cart", "shop", "other"), TestSchema.ample()))
                .containsOnly(Map.entry("cart", failing), Map.entry("shop", silent));
        store.forget(NOON.plusSeconds(30), TestSchema.ample());
        assertThat(store.of(List.of("cart", "shop"), TestSchema.ample())).containsOnlyKeys("shop");
    }
}
