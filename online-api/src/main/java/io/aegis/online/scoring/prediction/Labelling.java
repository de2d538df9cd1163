/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.prediction;

import io.aegis.db.audit.Actor;
import io.aegis.db.predictions.PredictionLabel;
import io.aegis.db.predictions.PredictionStore;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Labels predictions, also those that were made a moment ago and are written behind: this process's own are written at once,
 * those of other replicas are waited for as long as they may be on their way.
 *
 * @param store where predictions are labelled
 * @param buffer those on their way
 * @param clock says how old an id is
 * @param ticker measures how long it may take
 */
public record Labelling(PredictionStore store, PredictionBuffer buffer, InstantSource clock, Ticker ticker) {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration BETWEEN = Duration.ofMillis(100);

    /** Predictions are written behind within half a second, and some more under load. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(2);

    private static final int VERSION_BY_TIME = 7;
    private static final int BITS_AFTER_MILLIS = 16;

    /**
     * Notes what an operator says.
     *
     * @param actor who says it
     * @return whether there is such a prediction
     * @throws DatabaseUnavailableException when the database did not confirm in time
     */
    public boolean label(PredictionLabel label, Actor actor) throws DatabaseUnavailableException, InterruptedException {
        return patiently(label.predictionId(), deadline -> store.label(label, actor, deadline));
    }

    /**
     * Forgets what an operator said; otherwise as {@link #label}.
     *
     * @param actor who takes it back
     * @return whether there is such a prediction
     * @throws DatabaseUnavailableException when the database did not confirm in time
     */
    public boolean unlabel(UUID id, Actor actor) throws DatabaseUnavailableException, InterruptedException {
        return patiently(id, deadline -> store.unlabel(id, actor, deadline));
    }

    @FunctionalInterface
    private interface Change {
        boolean within(Deadline deadline) throws DatabaseUnavailableException;
    }

    private boolean patiently(UUID id, Change change) throws DatabaseUnavailableException, InterruptedException {
        Deadline deadline = Deadline.after(ticker, TIMEOUT);
        if (buffer.holds(id)) {
            buffer.flush();
        }
        while (!change.within(deadline)) {
            if (!mayBeOnItsWay(id) || deadline.remainingNanos() < BETWEEN.toNanos()) {
                return false;
            }
            Thread.sleep(BETWEEN);
        }
        return true;
    }

    private boolean mayBeOnItsWay(UUID id) {
        if (id.version() != VERSION_BY_TIME) {
            return false;
        }
        Instant made = Instant.ofEpochMilli(id.getMostSignificantBits() >>> BITS_AFTER_MILLIS);
        Duration age = Duration.between(made, clock.instant());
        return age.abs().compareTo(ON_ITS_WAY) < 0;
    }
}
