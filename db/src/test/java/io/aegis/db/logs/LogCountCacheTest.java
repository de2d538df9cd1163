/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.logs.LogCounts;
import io.aegis.monitoring.logs.LogLevel;
import io.aegis.monitoring.logs.LogMinute;
import io.aegis.monitoring.logs.LogTemplate;
import io.aegis.monitoring.logs.LogTemplateHistory;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LogCountCacheTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final LogTemplate SOLD = new LogTemplate(7, "shop", LogLevel.INFO, List.of("sold"));

    private final Deadline ample = Deadline.after(Ticker.system(), Duration.ofMinutes(1));
    private final TreeMap<Long, LogMinute> stored = new TreeMap<>();
    private final List<Duration> read = new ArrayList<>();
    private boolean broken;
    private final LogCountCache cache = new LogCountCache(new LogCountCache.Source() {
        @Override
        public List<LogTemplate> templates(Deadline deadline) {
            return List.of(SOLD);
        }

        @Override
        public Map<Long, LogMinute> minutes(Instant from, Instant until, Deadline deadline)
                throws DatabaseUnavailableException {
            if (broken) {
                throw new DatabaseUnavailableException("away");
            }
            read.add(Duration.between(from, until));
            return stored.subMap(LogTemplateHistory.minuteOf(from), LogTemplateHistory.minuteOf(until));
        }
    });

    private void store(Instant minute, int lines) {
        stored.put(LogTemplateHistory.minuteOf(minute), new LogMinute(Map.of(7, lines)));
    }

    @Test
    void half_a_day_is_read_an_hour_at_a_time_and_then_only_what_may_have_changed() throws Exception {
        store(NOON.minusSeconds(3_600), 1);
        store(NOON, 2);

        LogCounts first = cache.until(NOON.plusSeconds(20), ample);
        assertThat(read).hasSize(12).containsOnly(Duration.ofHours(1));
        assertThat(first.minutes()).hasSize(2);
        assertThat(first.templates()).containsOnlyKeys(7);

        store(NOON.minusSeconds(3_600), 9);
        store(NOON, 3);
        store(NOON.plusSeconds(60), 4);
        read.clear();
        LogCounts second = cache.until(NOON.plusSeconds(80), ample);
        assertThat(read).containsExactly(Duration.ofMinutes(12));
        assertThat(second.minutes().values()).extracting(LogMinute::lines).containsExactly(1, 3, 4);
        assertThat(first.minutes()).as("what was given stays").hasSize(2);
    }

    @Test
    void what_is_older_than_half_a_day_is_forgotten_and_after_a_long_pause_all_is_read_anew() throws Exception {
        store(NOON, 1);
        cache.until(NOON, ample);
        read.clear();

        assertThat(cache.until(NOON.plus(Duration.ofHours(20)), ample).minutes())
                .isEmpty();
        assertThat(read).hasSize(12);
    }

    @Test
    void after_a_failure_what_was_missed_is_read() throws Exception {
        cache.until(NOON, ample);
        store(NOON.plusSeconds(60), 5);
        broken = true;
        assertThatThrownBy(() -> cache.until(NOON.plusSeconds(1_800), ample))
                .isInstanceOf(DatabaseUnavailableException.class);
        broken = false;

        assertThat(cache.until(NOON.plusSeconds(3_600), ample).minutes()).hasSize(1);
    }

    @Test
    void the_oldest_minutes_make_room() throws Exception {
        Map<Integer, Integer> many = new TreeMap<>();
        for (int template = 0; template < 1_000; template++) {
            many.put(template, 1);
        }
        LogMinute full = new LogMinute(many);
        for (int minute = 0; minute < 500; minute++) {
            stored.put(LogTemplateHistory.minuteOf(NOON) - minute, full);
        }

        LogCounts counts = cache.until(NOON, ample);

        assertThat(counts.minutes()).hasSize(400);
        assertThat(counts.minutes().lastKey()).isEqualTo(LogTemplateHistory.minuteOf(NOON));
    }
}
