/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import io.aegis.race.Timings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The header of W3C Server Timing: durations in milliseconds with three decimals. Every answer has one, and a {@link
 * java.util.Formatter} would take three kilobytes for it, so the digits are written here.
 */
final class ServerTiming {

    private static final long NANOS = TimeUnit.MICROSECONDS.toNanos(1);
    private static final long MICROS = TimeUnit.MILLISECONDS.toMicros(1);
    private static final int USUAL_LENGTH = 128;

    private ServerTiming() {}

    /** What each part of the work took, and the whole of it. */
    static String header(Timings timings, Duration total) {
        StringBuilder header = new StringBuilder(USUAL_LENGTH);
        append(header, "dedupe;dur=", timings.dedupe());
        append(header, ", heuristic;dur=", timings.heuristic());
        append(header, ", llm;dur=", timings.llm());
        append(header, ", store;dur=", timings.store());
        append(header, ", total;dur=", total.toNanos());
        return header.toString();
    }

    private static void append(StringBuilder header, String name, long nanos) {
        long micros = (Math.max(0, nanos) + NANOS / 2) / NANOS;
        long decimals = micros % MICROS;
        header.append(name).append(micros / MICROS).append('.');
        header.append(decimals / 100).append(decimals / 10 % 10).append(decimals % 10);
    }
}
