/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.counter;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The last reading of each counter, in memory. A process that started anew is known by its start, or by a count that fell; then all it
 * shows was counted since that start or since the last reading, whichever is later. Those of which nothing was heard for longest
 * are forgotten when there are too many. Thread-safe.
 */
public final class LastReadings implements CounterMemory {

    /** Growth over more than this says nothing of now. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    private final SequencedMap<CounterId, CounterReading> last = new LinkedHashMap<>(16, 0.75f, true);
    private final long mostValues;
    private long values;

    /**
     * An empty memory.
     *
     * @param mostValues most counts that are remembered, of eight bytes each; a counter takes some 150 bytes besides
     */
    public LastReadings(long mostValues) {
        this.mostValues = mostValues;
    }

    @Override
    public synchronized Optional<CounterGrowth> grown(CounterId id, CounterReading reading) {
        CounterReading before = last.get(id);
        if (before != null && !before.at().isBefore(reading.at())) {
            return Optional.empty();
        }
        remember(id, reading);
        return Optional.ofNullable(before)
                .filter(earlier -> earlier.values().length == reading.values().length)
                .flatMap(earlier -> growth(earlier, reading))
                .or(() -> sinceStart(reading))
                .filter(growth ->
                        Duration.between(growth.from(), growth.until()).compareTo(LONGEST) <= 0);
    }

    /** Counters that are remembered. */
    public synchronized int size() {
        return last.size();
    }

    private void remember(CounterId id, CounterReading reading) {
        CounterReading before = last.put(id, reading);
        values += weight(reading) - (before == null ? 0 : weight(before));
        while (values > mostValues) {
            values -= weight(last.pollFirstEntry().getValue());
        }
    }

    /** What a counter takes besides its counts is as much as so many of them. */
    private static long weight(CounterReading reading) {
        return reading.values().length + 20L;
    }

    private static Optional<CounterGrowth> growth(CounterReading earlier, CounterReading now) {
        boolean anew = now.started()
                        .filter(started ->
                                earlier.started().filter(started::isAfter).isPresent())
                        .isPresent()
                || now.total() < earlier.total();
        if (anew) {
            Instant from = now.started()
                    .filter(started -> started.isAfter(earlier.at()) && started.isBefore(now.at()))
                    .orElse(earlier.at());
            return Optional.of(new CounterGrowth(from, now.at(), now.values()));
        }
        double[] grown = new double[now.values().length];
        for (int i = 0; i < grown.length; i++) {
            grown[i] = Math.max(0, now.values()[i] - earlier.values()[i]);
        }
        return Optional.of(new CounterGrowth(earlier.at(), now.at(), grown));
    }

    /** The first reading of a process that has just started tells what it did since. */
    private static Optional<CounterGrowth> sinceStart(CounterReading first) {
        return first.started()
                .filter(started -> started.isBefore(first.at()))
                .map(started -> new CounterGrowth(started, first.at(), first.values()));
    }
}
