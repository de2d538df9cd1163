/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.deadline.Deadline;
import io.aegis.monitoring.logs.LogChanges;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogLevel;
import io.aegis.monitoring.logs.LogTemplateHistory;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** On a store that can be away. */
class LogTemplateWriterTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final AtomicLong now = new AtomicLong();
    private final Book stored = new Book();
    private final LogTemplateWriter writer = new LogTemplateWriter(stored, stored, now::get);

    /** Stands for the tables of templates and minutes. */
    private static final class Book implements LogTemplateWriter.Source, LogTemplateWriter.Sink {

        private final List<LogChanges.Kept> templates = new ArrayList<>();
        private final Map<Instant, LogChanges.Minute> minutes = new HashMap<>();
        private final List<Duration> left = new ArrayList<>();
        private boolean readable = true;
        private boolean writable = true;
        private int reads;
        private int writes;

        @Override
        public LogChanges newest(int most, int mostMinutes, Deadline deadline) throws DatabaseUnavailableException {
            reads++;
            left.add(Duration.ofNanos(deadline.remainingNanos()));
            assertThat(List.of(most, mostMinutes))
                    .containsExactly(LogTemplateHistory.MOST_TEMPLATES, LogTemplateHistory.MOST_MINUTES);
            if (!readable) {
                throw new DatabaseUnavailableException("away");
            }
            return new LogChanges(templates, List.copyOf(minutes.values()));
        }

        @Override
        public void add(LogChanges changes, Deadline deadline) throws DatabaseUnavailableException {
            writes++;
            left.add(Duration.ofNanos(deadline.remainingNanos()));
            if (!writable) {
                throw new DatabaseUnavailableException("away");
            }
            templates.addAll(changes.templates());
            changes.minutes()
                    .forEach(minute -> minutes.merge(
                            minute.begin(),
                            minute,
                            (one, other) -> new LogChanges.Minute(one.begin(), one.lines() + other.lines(), Map.of())));
        }

        private int lines() {
            return minutes.values().stream().mapToInt(LogChanges.Minute::lines).sum();
        }
    }

    private void learn(int minute, String message) {
        writer.history()
                .learn(List.of(new LogEntry("api", LogLevel.INFO, message, NOON.plusSeconds(60L * minute))), true);
    }

    private int minutesKnown() {
        return writer.history()
                .before(NOON.plusSeconds(3_600))
                .map(past -> past.size())
                .orElse(0);
    }

    @Test
    void it_goes_on_from_what_is_stored_and_reads_that_once() {
        learn(0, "checkpoint complete");
        learn(1, "checkpoint complete");
        writer.flush();
        assertThat(minutesKnown()).isEqualTo(2);

        LogTemplateWriter next = new LogTemplateWriter(stored, stored, now::get);
        assertThat(next.history().templates(Set.of("api"))).isEmpty();
        next.flush();
        assertThat(next.history().templates(Set.of("api"))).hasSize(1);
        assertThat(next.history().before(NOON.plusSeconds(3_600)))
                .hasValueSatisfying(past -> assertThat(past.size()).isEqualTo(2));
        LogTemplateHistory loaded = next.history();
        next.flush();
        assertThat(next.history()).isSameAs(loaded);
        assertThat(stored.reads).isEqualTo(2);
        assertThat(stored.writes).as("nothing was learned").isEqualTo(1);
        assertThat(stored.left).containsOnly(Duration.ofSeconds(10));
    }

    @Test
    void what_is_learned_before_the_past_can_be_read_is_kept() {
        stored.readable = false;
        learn(0, "checkpoint complete");
        writer.flush();
        learn(1, "checkpoint complete");
        writer.flush();
        assertThat(minutesKnown()).isEqualTo(2);
        assertThat(stored.lines()).isEqualTo(2);
        stored.readable = true;
        writer.flush();
        assertThat(stored.reads).isEqualTo(3);
        assertThat(minutesKnown()).isEqualTo(2);
    }

    @Test
    void what_could_not_be_stored_is_tried_again_once_and_what_came_since_waits() {
        writer.flush();
        stored.writable = false;
        learn(0, "checkpoint complete");
        writer.flush();
        learn(1, "checkpoint complete");
        stored.writable = true;
        writer.flush();
        assertThat(stored.lines()).isEqualTo(2);
        assertThat(stored.writes).isEqualTo(3);

        stored.writable = false;
        learn(2, "checkpoint complete");
        writer.flush();
        learn(3, "checkpoint complete");
        writer.flush();
        stored.writable = true;
        writer.flush();
        assertThat(stored.lines()).as("the third is given up after two tries").isEqualTo(3);
        writer.flush();
        assertThat(stored.lines()).isEqualTo(3);
        assertThat(minutesKnown()).as("it is still known here").isEqualTo(4);
    }
}
