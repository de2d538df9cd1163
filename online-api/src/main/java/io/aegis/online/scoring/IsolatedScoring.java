/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.alert.LeastEffects;
import io.aegis.online.scoring.anomaly.AnomalyScoring;
import io.aegis.online.scoring.anomaly.AnomalyWarmUp;
import io.aegis.online.scoring.anomaly.Combinations;
import io.aegis.online.scoring.anomaly.RecentScores;
import io.aegis.online.scoring.maintenance.MaintenanceCalendar;
import io.aegis.online.scoring.memory.LastVerdicts;
import io.aegis.online.scoring.memory.Replicas;
import io.aegis.online.scoring.memory.SampleBuffer;
import io.aegis.online.scoring.memory.SeriesMemory;
import io.aegis.online.scoring.memory.StoredSamples;
import io.aegis.policy.PolicyGate;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Anomaly scoring of made-up samples: judges as the process does, but in a memory of its own, without trained models, and tells
 * nobody, so that neither sample data nor the warm-up reach an alert or a chart of real series.
 *
 * @param stored history that a detector warms up with
 * @param leastEffects that are worth an alert
 * @param ticker of time limits
 */
record IsolatedScoring(StoredSamples stored, LeastEffects leastEffects, Ticker ticker) {

    private static final int FEW_SERIES = 100;

    /**
     * Scoring whose samples are stored, without asking a policy engine: the built-in policy decides.
     *
     * @param into takes the samples
     * @param last takes what was said of each series last
     * @param ids of what is found
     * @param now says when that is
     */
    AnomalyScoring storing(
            SampleBuffer into, LastVerdicts last, double threshold, Supplier<UUID> ids, InstantSource now) {
        SeriesMemory memory =
                new SeriesMemory(stored, into, Replicas.alone(), leastEffects, threshold, ticker, FEW_SERIES);
        memory.listen(last::note);
        return over(memory, PolicyGate.builtIn(), threshold, ids, now);
    }

    /** Makes the first request as fast as the later ones; nothing of it is stored. */
    void warmUp(PolicyGate policy) throws InterruptedException {
        SeriesMemory forgotten = new SeriesMemory(
                stored, new SampleBuffer(batches -> {}, 0), Replicas.alone(), LeastEffects.standard(), 1, ticker, 1);
        AnomalyWarmUp.run(over(forgotten, policy, 1, UuidCreator::getTimeOrderedEpoch, InstantSource.system()));
    }

    private AnomalyScoring over(
            SeriesMemory memory, PolicyGate policy, double threshold, Supplier<UUID> ids, InstantSource now) {
        return new AnomalyScoring(
                memory,
                new Combinations(_ -> Optional.empty(), threshold),
                new RecentScores(threshold, Duration.ZERO, Clock.systemUTC()),
                new MaintenanceCalendar(List::of),
                policy,
                threshold,
                ids,
                now,
                ticker);
    }
}
