/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.overview;

import io.aegis.db.models.ModelKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the work beside requests is doing.
 *
 * @param lastBeat how long ago a batch process last gave a sign of life; empty when there is none
 * @param missed schedules that should have fired a while ago and have not
 * @param failed jobs whose newest execution failed
 * @param waitingImports imports that nobody has begun with for a while
 * @param fallbackOpen rows that carry the heuristic's labels and that the LLM may still be asked about;
 *     of more than {@value #MOST_FALLBACKS} only so many
 * @param oldestFallback when the oldest of those counted came
 * @param stale kinds of trained models that are in use although they were not trained for days
 * @param doubted what operators called wrong more often than right of late
 */
public record OperationsState(
        Optional<Duration> lastBeat,
        List<Missed> missed,
        List<Failed> failed,
        long waitingImports,
        long fallbackOpen,
        Optional<Instant> oldestFallback,
        List<Stale> stale,
        List<Doubted> doubted) {

    /** Most rows that are counted: looking at a million of them takes seconds. */
    public static final int MOST_FALLBACKS = 10_000;

    /** Copies the lists. */
    public OperationsState {
        missed = List.copyOf(missed);
        failed = List.copyOf(failed);
        stale = List.copyOf(stale);
        doubted = List.copyOf(doubted);
    }

    /**
     * A schedule that did not fire.
     *
     * @param name of it
     * @param dueAt when it should have
     */
    public record Missed(String name, Instant dueAt) {}

    /**
     * A job that failed.
     *
     * @param job its name
     * @param execution Spring Batch's id of its newest execution
     */
    public record Failed(String job, long execution) {}

    /**
     * Models that grow old.
     *
     * @param kind of them
     * @param models how many are in use
     * @param newest when the newest of them was trained
     * @param trained when their training last ended well; empty when it never did, as far as is known
     * @param labels what operators said of such findings since then
     */
    public record Stale(ModelKind kind, int models, Instant newest, Optional<Instant> trained, long labels) {}

    /**
     * Findings that operators doubt.
     *
     * @param kind of what found them
     * @param wrong how many they called wrong
     * @param right how many they called right
     */
    public record Doubted(ModelKind kind, long wrong, long right) {}
}
