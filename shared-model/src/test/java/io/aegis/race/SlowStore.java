/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

import io.aegis.deadline.Deadline;
import io.aegis.dedupe.ContentHash;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.FeedbackStore;
import io.aegis.storage.Metadata;
import io.aegis.storage.NewFeedback;
import io.aegis.storage.StoreResult;
import io.aegis.storage.StoredFeedback;
import io.aegis.storage.Upgrade;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Another store, whose stores take a given time more, and of which the first few may fail. */
final class SlowStore implements FeedbackStore {

    boolean refuseUpgrades;
    int storesToRefuse;
    private final FeedbackStore store;
    private final SimulatedTime time;
    private final long storeNanos;

    SlowStore(FeedbackStore store, SimulatedTime time, long storeNanos) {
        this.store = store;
        this.time = time;
        this.storeNanos = storeNanos;
    }

    @Override
    public Optional<StoredFeedback> find(ContentHash hash, Deadline deadline) throws DatabaseUnavailableException {
        return store.find(hash, deadline);
    }

    @Override
    public StoreResult store(NewFeedback feedback, Deadline deadline) throws DatabaseUnavailableException {
        time.sleep(storeNanos);
        if (storesToRefuse-- > 0) {
            throw new DatabaseUnavailableException("simulated");
        }
        return store.store(feedback, deadline);
    }

    @Override
    public boolean upgrade(Upgrade upgrade, Deadline deadline) throws DatabaseUnavailableException {
        if (refuseUpgrades) {
            throw new DatabaseUnavailableException("simulated");
        }
        return store.upgrade(upgrade, deadline);
    }

    @Override
    public void keepRefusal(UUID feedback, Deadline deadline) throws DatabaseUnavailableException {
        store.keepRefusal(feedback, deadline);
    }

    @Override
    public void keepMetadata(UUID feedback, Metadata metadata, Instant submittedAt, Deadline deadline)
            throws DatabaseUnavailableException {
        store.keepMetadata(feedback, metadata, submittedAt, deadline);
    }
}
