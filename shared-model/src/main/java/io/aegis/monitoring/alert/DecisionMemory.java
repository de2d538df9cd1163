/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.alert;

import io.aegis.monitoring.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The last decisions about a series, for samples that are sent again. Small: there is one for each series in memory. */
final class DecisionMemory {

    /** As many as the detector remembers verdicts: a sample sent again gets both back, or neither. */
    static final int CAPACITY = 32;

    private static final List<AlertReason> REASONS = List.of(AlertReason.values());
    private static final List<Severity> SEVERITIES = List.of(Severity.values());
    private static final int REASON = 1;
    private static final int PLACES = 0x1f;
    private static final int SEVERITY = 6;

    private final long[] times = new long[CAPACITY];
    private final int[] values = new int[CAPACITY];
    private final int[] lasting = new int[CAPACITY];
    private final double[] effects = new double[CAPACITY];

    /** From the lowest bit: 1 if it was news, the reason's place in five bits, the severity's in two. */
    private final byte[] kinds = new byte[CAPACITY];

    private int size;
    private int next;

    /**
     * Remembers one.
     *
     * @param time epoch milliseconds of the sample
     */
    void add(long time, double value, AlertDecision decision) {
        times[next] = time;
        values[next] = Double.hashCode(value);
        lasting[next] = (int) Math.min(time - decision.since().toEpochMilli(), Integer.MAX_VALUE);
        effects[next] = decision.effect();
        kinds[next] = (byte) (SEVERITIES.indexOf(decision.severity()) << SEVERITY
                | REASONS.indexOf(decision.reason()) << REASON
                | (decision.begins() ? 1 : 0));
        next = (next + 1) % CAPACITY;
        size = Math.min(size + 1, CAPACITY);
    }

    /**
     * The decision about a sample; empty when it is not remembered.
     *
     * @param least the least effect beside what was expected
     */
    Optional<AlertDecision> find(long time, double value, double least) {
        for (int i = 1; i <= size; i++) {
            int at = Math.floorMod(next - i, CAPACITY);
            if (times[at] == time && values[at] == Double.hashCode(value)) {
                return Optional.of(new AlertDecision(
                        REASONS.get(kinds[at] >> REASON & PLACES),
                        (kinds[at] & 1) == 1,
                        effects[at],
                        least,
                        Instant.ofEpochMilli(time - lasting[at]),
                        SEVERITIES.get((kinds[at] & 0xff) >> SEVERITY)));
            }
        }
        return Optional.empty();
    }
}
