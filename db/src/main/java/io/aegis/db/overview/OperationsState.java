package io.aegis.db.overview;

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
 * @param fallbackOpen rows that carry the heuristic's labels and that the LLM may still be asked about
 * @param oldestFallback when the oldest of them came
 */
public record OperationsState(
        Optional<Duration> lastBeat,
        List<Missed> missed,
        List<Failed> failed,
        long waitingImports,
        long fallbackOpen,
        Optional<Instant> oldestFallback) {

    /** Copies the lists. */
    public OperationsState {
        missed = List.copyOf(missed);
        failed = List.copyOf(failed);
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
}
