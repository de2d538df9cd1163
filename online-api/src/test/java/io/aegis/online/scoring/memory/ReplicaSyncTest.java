/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.PoolLoad;
import io.aegis.db.ReadAccess;
import io.aegis.db.Work;
import io.aegis.db.series.SampleHistory;
import io.aegis.db.series.SamplesSince;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.alert.LeastEffects;
import io.aegis.monitoring.alert.SeriesWatch;
import io.aegis.monitoring.anomaly.Windows;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplicaSyncTest {

    private static final Series CPU = Series.of(MetricType.CPU_USAGE, Map.of("pod", "1"));

    private static final ReadAccess AWAY = new ReadAccess() {
        @Override
        public <T> T read(Deadline deadline, Work<T> work) throws DatabaseUnavailableException {
            throw new DatabaseUnavailableException("away");
        }

        @Override
        public PoolLoad reads() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    private final SeriesWatch watch = new SeriesWatch(
            MetricType.CPU_USAGE, Windows.service(), LeastEffects.standard().of(MetricType.CPU_USAGE));

    private static ReplicaSync read(Optional<Long> id, boolean behind) {
        return ReplicaSync.read(
                new SamplesSince(AWAY),
                List.of(new ReplicaSync.Place(CPU, id, Instant.EPOCH)),
                new SeriesLookupCache(new SampleHistory(AWAY)),
                behind,
                Deadline.after(Ticker.system(), Duration.ofSeconds(1)));
    }

    @Test
    void who_is_alone_has_nothing_to_learn() {
        assertThat(ReplicaSync.ALONE.teach(CPU, watch)).isEqualTo(ReplicaSync.Result.LEVEL);
        assertThat(ReplicaSync.ALONE.behind()).isFalse();
    }

    @Test
    void what_others_stored_and_cannot_be_read_now_is_behind() {
        for (ReplicaSync each : List.of(read(Optional.of(7L), false), read(Optional.empty(), false))) {
            assertThat(each.teach(CPU, watch)).isEqualTo(ReplicaSync.Result.BEHIND);
            assertThat(each.behind()).isTrue();
        }
        assertThat(read(Optional.of(7L), true).behind()).isTrue();
    }
}
