/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.loki;

import io.aegis.monitoring.failure.FailureVerdict;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.online.scoring.logs.LineLevel;
import io.aegis.online.scoring.logs.LogIntake;
import io.aegis.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lines of a push, in whichever form it comes, within what is read of one request. Not thread-safe. */
final class PushedLines {

    /** Most streams of a request. */
    static final int MAX_STREAMS = 10_000;

    /** The year 2000, in seconds: what is earlier was counted in another unit, such as milliseconds. */
    private static final long EARLIEST = 946_684_800;

    private static final long NANOS = 1_000_000_000;

    private final Instant now;
    private final List<LogEntry> lines = new ArrayList<>();
    private int streams;
    private int rejected;

    PushedLines(Instant now) {
        this.now = now;
    }

    /**
     * A line before its stream's labels are known.
     *
     * @param metadata of its own (structured metadata), which counts where the stream has no such label
     */
    record Line(Instant time, String text, Map<String, String> metadata) {

        Map<String, String> with(Map<String, String> labels) {
            Map<String, String> all = new HashMap<>(metadata);
            all.putAll(labels);
            return all;
        }
    }

    /** A line that would be one too many is counted and passed over. */
    boolean hasRoom(List<Line> some) {
        boolean room = lines.size() + some.size() < LogIntake.MAX_LINES;
        rejected += room ? 0 : 1;
        return room;
    }

    /**
     * Takes the lines of a stream.
     *
     * @throws ProblemException 413 when it is one stream too many
     */
    void add(Map<String, String> labels, List<Line> some) {
        streams++;
        if (streams > MAX_STREAMS) {
            throw ProblemException.tooLarge("A request may have up to " + MAX_STREAMS + " streams.");
        }
        String service = StreamLabels.service(labels);
        for (Line line : some) {
            if (!line.text().isBlank()) {
                Map<String, String> all = line.metadata().isEmpty() ? labels : line.with(labels);
                lines.add(new LogEntry(
                        service.equals(FailureVerdict.NAMELESS) ? StreamLabels.service(all) : service,
                        StreamLabels.level(all).orElseGet(() -> LineLevel.of(line.text())),
                        line.text(),
                        LogIntake.notLater(line.time(), now)));
            }
        }
    }

    PushRequest.Pushed pushed() {
        return new PushRequest.Pushed(lines, rejected);
    }

    /** Of metadata beyond what a stream may have labels nothing is asked. */
    static void keep(String name, String value, Map<String, String> into) {
        if (!name.isBlank() && into.size() < StreamLabels.MAX_LABELS) {
            into.put(name, value);
        }
    }

    /** Whether it is a time after 1999 that nanoseconds since 1970 can tell. */
    static boolean isTime(long seconds, long nanos) {
        return seconds >= EARLIEST && seconds <= Long.MAX_VALUE / NANOS && nanos >= 0 && nanos < NANOS;
    }
}
