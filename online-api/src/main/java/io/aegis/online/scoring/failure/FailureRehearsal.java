/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import io.aegis.db.predictions.Prediction;
import io.aegis.db.series.MetricHistoryCache;
import io.aegis.db.series.MinuteReader;
import io.aegis.db.series.SampleReader;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.alert.LeastEffects;
import io.aegis.monitoring.failure.FailureDetector;
import io.aegis.monitoring.failure.Observations;
import io.aegis.monitoring.failure.TypeModel;
import io.aegis.monitoring.logs.LogChanges;
import io.aegis.online.scoring.memory.SampleBuffer;
import io.aegis.online.scoring.memory.SeriesMemory;
import io.aegis.policy.PolicyGate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Judges whether services that are made up fail, by the rules that judge all others, but apart: nothing of it is learned, and nobody is
 * told, not even a policy engine.
 *
 * @param history finds their series, whose past is stored
 * @param minutes reads their past
 * @param ticker measures how long that may take
 */
public record FailureRehearsal(SampleReader history, MinuteReader minutes, Ticker ticker) {

    private static final Duration WINDOW = Duration.ofMinutes(5);

    /** More than a rehearsal has. */
    private static final int SERIES = 100;

    /**
     * A verdict as it is stored.
     *
     * @param id of it
     * @param at when it is to have been given
     */
    public Prediction judge(Observations observed, UUID id, Instant at) throws InterruptedException {
        return new FailureScoring(
                        new FailureDetector(WINDOW),
                        new MetricHistoryCache(history, minutes, _ -> List.of(), ticker, SERIES),
                        new LogTemplateWriter((_, _, _) -> new LogChanges(List.of(), List.of()), (_, _) -> {}, ticker),
                        new SeriesMemory(
                                history, new SampleBuffer(_ -> {}, 0), LeastEffects.standard(), ticker, SERIES),
                        new RecentCalls((_, _, _) -> List.of(), () -> at, ticker),
                        () -> TypeModel.NONE,
                        PolicyGate.builtIn(),
                        () -> id,
                        () -> at,
                        ticker)
                .judge(observed)
                .prediction();
    }
}
