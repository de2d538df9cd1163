/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.memory;

import io.aegis.db.series.SampleHistory;
import io.aegis.db.series.SampleReader;
import io.aegis.db.series.SeriesRow;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.alert.AlertDecision;
import io.aegis.monitoring.alert.Assessment;
import io.aegis.monitoring.alert.LeastEffects;
import io.aegis.monitoring.alert.SeriesWatch;
import io.aegis.monitoring.anomaly.Verdict;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Replays a series: judges stored samples once more, each by what came before it, for people who look back: with a detector made
 * for the purpose and warmed as one is after a restart, so that the live one does not notice. Where more samples came before
 * than it is warmed with, its verdicts may differ a little from those that were given then. Thread-safe.
 *
 * @param history stored samples
 * @param leastEffects below which nothing is an anomaly
 * @param threshold of scores, below which nothing is one either
 */
public record SeriesReplay(SampleReader history, LeastEffects leastEffects, double threshold) {

    /** Most samples that are judged at once, the newest: some 30 ms of work. */
    public static final int MOST = 5_000;

    /**
     * A stored sample.
     *
     * @param sample as it was measured
     * @param verdict on it
     * @param alert whether it alerted
     */
    public record Judged(Measurement sample, Verdict verdict, AlertDecision alert) {}

    /**
     * What was judged.
     *
     * @param samples in order of time
     * @param cut whether the time has older samples, which were left out
     */
    public record Past(List<Judged> samples, boolean cut) {

        /** Copies the list. */
        public Past {
            samples = List.copyOf(samples);
        }
    }

    /** The newest stored sample of a series. */
    public Optional<Instant> newest(SeriesRow series, Deadline deadline) throws DatabaseUnavailableException {
        return history.newestBefore(series.id(), SampleHistory.END_OF_TIME, 1, deadline).stream()
                .map(Measurement::time)
                .findFirst();
    }

    /**
     * The samples of a time.
     *
     * @param since its first moment
     * @param until what comes after its last
     */
    public Past between(SeriesRow series, Instant since, Instant until, Deadline deadline)
            throws DatabaseUnavailableException {
        Instant last = until.minusMillis(1);
        List<Measurement> found = history.between(series.id(), since, last, MOST + 1, deadline);
        boolean cut = found.size() > MOST;
        if (cut) {
            found = history.newestBefore(series.id(), until, MOST, deadline);
        }
        if (found.isEmpty()) {
            return new Past(List.of(), false);
        }
        SeriesWatch watch = DetectorWarmUp.watch(series.series(), series.warmup(), leastEffects, threshold);
        history.newestBefore(series.id(), found.getFirst().time(), DetectorWarmUp.WARMED_WITH, deadline)
                .forEach(each -> watch.learn(each.time(), each.value()));
        return new Past(
                found.stream()
                        .map(each -> judged(each, watch.judge(each.time(), each.value())))
                        .toList(),
                cut);
    }

    private static Judged judged(Measurement sample, Assessment assessment) {
        return new Judged(sample, assessment.verdict(), assessment.alert());
    }
}
