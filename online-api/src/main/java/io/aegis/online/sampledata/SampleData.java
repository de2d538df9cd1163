/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.sampledata;

import io.aegis.db.InList;
import io.aegis.db.audit.Actor;
import io.aegis.db.feedback.SampleFeedback;
import io.aegis.db.groups.GroupEdits;
import io.aegis.db.sampledata.SampleRemoval;
import io.aegis.db.sampledata.SampleSet;
import io.aegis.db.sampledata.SampleSets;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads the samples and removes them, in small transactions. Whoever is killed at it leaves a set that the next one to ask for either
 * completes or removes. Thread-safe.
 */
final class SampleData {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final String BEING_REMOVED =
            "The sample data are being removed. Remove them once more if nothing happens.";

    private final SampleSets sets;
    private final SampleTexts texts;
    private final SampleFeedback feedback;
    private final SampleServices services;
    private final SampleRemoval removal;
    private final GroupEdits groups;
    private final InstantSource clock;
    private final Ticker ticker;

    SampleData(
            SampleSets sets,
            SampleTexts texts,
            SampleFeedback feedback,
            SampleServices services,
            SampleRemoval removal,
            GroupEdits groups,
            InstantSource clock,
            Ticker ticker) {
        this.sets = sets;
        this.texts = texts;
        this.feedback = feedback;
        this.services = services;
        this.removal = removal;
        this.groups = groups;
        this.clock = clock;
        this.ticker = ticker;
    }

    /**
     * What there is.
     *
     * @param set empty when there is none
     * @param rows of feedback
     */
    record Present(Optional<SampleSet> set, long rows) {}

    Present present() throws DatabaseUnavailableException {
        return new Present(sets.find(deadline()), sets.rows(deadline()));
    }

    /**
     * Loads what is missing.
     *
     * @return false when nothing was
     * @throws ProblemException when they are being removed
     */
    boolean load(Actor actor) throws DatabaseUnavailableException, InterruptedException {
        SampleSet set = sets.begin(clock.instant(), deadline());
        if (set.state() == SampleSet.State.LOADED) {
            return false;
        }
        if (set.state() == SampleSet.State.REMOVING) {
            throw ProblemException.conflict(BEING_REMOVED);
        }
        List<SampleFeedback.Sample> rows = texts.rows(set.loadedAt());
        boolean stored = true;
        for (int from = 0; stored && from < rows.size(); from += InList.SIZE) {
            stored = feedback.add(rows.subList(from, Math.min(rows.size(), from + InList.SIZE)), deadline());
        }
        int anomalies = stored ? services.load(set.loadedAt()) : 0;
        if (!stored || !sets.complete(actor, Map.of("feedback", rows.size(), "anomalies", anomalies), deadline())) {
            finish();
            throw ProblemException.conflict(BEING_REMOVED);
        }
        return true;
    }

    /** Another process may have completed the set meanwhile, which then stays. */
    private void finish() throws DatabaseUnavailableException {
        if (sets.find(deadline())
                .filter(set -> set.state() != SampleSet.State.REMOVING)
                .isEmpty()) {
            services.remove();
        }
    }

    /** Removes all there is. */
    void remove(Actor actor) throws DatabaseUnavailableException {
        if (!sets.removing(deadline())) {
            return;
        }
        long rows = 0;
        int some;
        do {
            some = removal.feedback(deadline());
            rows += some;
        } while (some == SampleRemoval.AT_ONCE);
        services.remove();
        while (groups.removeErased(SampleRemoval.AT_ONCE, deadline()) == SampleRemoval.AT_ONCE) {
            // The next ones.
        }
        sets.gone(actor, Map.of("feedback", rows), deadline());
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
