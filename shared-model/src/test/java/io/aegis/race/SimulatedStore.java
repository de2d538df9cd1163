/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

import io.aegis.deadline.Deadline;
import io.aegis.dedupe.ContentHash;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.LearnedLabels;
import io.aegis.feedback.Status;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.FeedbackStore;
import io.aegis.storage.Metadata;
import io.aegis.storage.NewFeedback;
import io.aegis.storage.StoreResult;
import io.aegis.storage.StoredFeedback;
import io.aegis.storage.Upgrade;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * A store whose operations take seeded times, fail, lose the confirmation of a commit, and are seen by several
 * replicas. It keeps the promise of the real one: it returns or throws by the deadline.
 */
final class SimulatedStore implements FeedbackStore {

    final Map<ContentHash, StoredFeedback> rows = new HashMap<>();
    final Map<UUID, Integer> metadataKept = new HashMap<>();
    final Set<UUID> refusals = new HashSet<>();
    final List<NewFeedback> inserted = new ArrayList<>();
    private final SimulatedTime time;
    private final Random random;
    private final double failures;
    private final long slowest;

    SimulatedStore(SimulatedTime time, Random random, double failures, long slowest) {
        this.time = time;
        this.random = random;
        this.failures = failures;
        this.slowest = slowest;
    }

    @Override
    public Optional<StoredFeedback> find(ContentHash hash, Deadline deadline) throws DatabaseUnavailableException {
        spend(deadline);
        Optional<StoredFeedback> found = Optional.ofNullable(rows.get(hash));
        spend(deadline);
        return found;
    }

    @Override
    public StoreResult store(NewFeedback feedback, Deadline deadline) throws DatabaseUnavailableException {
        spend(deadline);
        StoredFeedback mine = row(feedback);
        StoredFeedback theirs = rows.putIfAbsent(feedback.hash(), mine);
        if (theirs == null) {
            inserted.add(feedback);
        }
        // From here on the row is there, whether or not anybody learns of it.
        spend(deadline);
        return theirs == null ? new StoreResult.Inserted(mine) : new StoreResult.AlreadyStored(theirs);
    }

    @Override
    public boolean upgrade(Upgrade upgrade, Deadline deadline) throws DatabaseUnavailableException {
        spend(deadline);
        for (Map.Entry<ContentHash, StoredFeedback> entry : rows.entrySet()) {
            StoredFeedback row = entry.getValue();
            if (row.id().equals(upgrade.id()) && row.analysis().source() == AnalysisSource.FALLBACK) {
                entry.setValue(new StoredFeedback(
                        row.id(),
                        row.rawContent(),
                        row.cleanContent(),
                        upgrade.analysis(),
                        row.evidence(),
                        row.status(),
                        row.resolutionNote(),
                        !upgrade.reviewReasons().isEmpty(),
                        row.submissions(),
                        row.createdAt(),
                        row.updatedAt(),
                        row.version() + 1));
                return true;
            }
        }
        return false;
    }

    @Override
    public void keepRefusal(UUID feedback, Deadline deadline) throws DatabaseUnavailableException {
        spend(deadline);
        refusals.add(feedback);
    }

    @Override
    public void keepMetadata(UUID feedback, Metadata metadata, Instant submittedAt, Deadline deadline)
            throws DatabaseUnavailableException {
        spend(deadline);
        metadataKept.merge(feedback, 1, Integer::sum);
    }

    private void spend(Deadline deadline) throws DatabaseUnavailableException {
        long cost = (long) (slowest * Math.pow(random.nextDouble(), 6));
        long left = Math.max(0, deadline.remainingNanos());
        time.sleep(Math.min(cost, left));
        if (cost > left || random.nextDouble() < failures) {
            throw new DatabaseUnavailableException("simulated");
        }
    }

    private static StoredFeedback row(NewFeedback feedback) {
        return new StoredFeedback(
                feedback.id(),
                feedback.rawContent(),
                feedback.text().value(),
                feedback.analysis(),
                feedback.heuristic().evidence(),
                Status.OPEN,
                Optional.empty(),
                !feedback.reviewReasons().isEmpty(),
                1,
                feedback.createdAt(),
                feedback.createdAt(),
                0,
                LearnedLabels.NONE,
                feedback.aiRefused());
    }
}
