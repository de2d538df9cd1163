/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.logs;

import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogTemplateHistory;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Takes the lines that collectors send: into the history of templates, and among the newest. Thread-safe. */
public final class LogIntake {

    /** Most lines of one request that are read. */
    public static final int MAX_LINES = 20_000;

    /** What says more than so many characters says it in the first of them. */
    private static final int LONGEST = 4_000;

    /** By how much a sender's clock may be ahead. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    /** By what the lines came. */
    public enum Protocol {
        /** {@code /v1/logs}. */
        OTLP,
        /** {@code /loki/api/v1/push}. */
        LOKI
    }

    private final Supplier<LogTemplateHistory> history;
    private final RecentLogs recent;
    private final MeterRegistry registry;

    /**
     * An intake.
     *
     * @param history of templates, as it is now
     * @param recent keeps the newest lines
     * @param registry where lines are counted
     */
    public LogIntake(Supplier<LogTemplateHistory> history, RecentLogs recent, MeterRegistry registry) {
        this.history = history;
        this.recent = recent;
        this.registry = registry;
        for (Protocol protocol : Protocol.values()) {
            counter(protocol, true);
            counter(protocol, false);
        }
    }

    /**
     * Learns lines.
     *
     * @param protocol that they came by
     * @param lines to learn
     * @param rejected lines of the same request that are not taken
     */
    public void take(Protocol protocol, List<LogEntry> lines, int rejected) {
        if (!lines.isEmpty()) {
            history.get().learn(lines, true);
            recent.add(lines);
        }
        counter(protocol, true).increment(lines.size());
        counter(protocol, false).increment(rejected);
    }

    /** The part of a message that is kept while it is worked on, as Unicode without lone surrogates. */
    public static String shortened(String message) {
        String kept = message.length() <= LONGEST ? message : message.substring(0, LONGEST);
        return kept.chars().noneMatch(each -> Character.isSurrogate((char) each))
                ? kept
                : new String(kept.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** A line's time, or now where it is said to be written later, which would push the history out. */
    public static Instant notLater(Instant time, Instant now) {
        return time.isAfter(now.plus(AHEAD)) ? now : time;
    }

    private Counter counter(Protocol protocol, boolean taken) {
        return Counter.builder("aegis.log.lines.received")
                .description("Lines of logs that collectors sent")
                .tag("protocol", protocol.name().toLowerCase(Locale.ROOT))
                .tag("fate", taken ? "learned" : "rejected")
                .register(registry);
    }
}
