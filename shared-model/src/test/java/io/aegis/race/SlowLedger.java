package io.aegis.race;

import io.aegis.deadline.Deadline;
import io.aegis.dedupe.ContentHash;
import io.aegis.ledger.FeedbackLedger;
import io.aegis.ledger.LedgerUnavailableException;
import io.aegis.ledger.Metadata;
import io.aegis.ledger.NewFeedback;
import io.aegis.ledger.StoreResult;
import io.aegis.ledger.StoredFeedback;
import io.aegis.ledger.Upgrade;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Another ledger, whose stores take a given time more, and of which the first few may fail. */
final class SlowLedger implements FeedbackLedger {

    boolean refuseUpgrades;
    int storesToRefuse;
    private final FeedbackLedger ledger;
    private final SimulatedTime time;
    private final long storeNanos;

    SlowLedger(FeedbackLedger ledger, SimulatedTime time, long storeNanos) {
        this.ledger = ledger;
        this.time = time;
        this.storeNanos = storeNanos;
    }

    @Override
    public Optional<StoredFeedback> find(ContentHash hash, Deadline deadline) throws LedgerUnavailableException {
        return ledger.find(hash, deadline);
    }

    @Override
    public StoreResult store(NewFeedback feedback, Deadline deadline) throws LedgerUnavailableException {
        time.sleep(storeNanos);
        if (storesToRefuse-- > 0) {
            throw new LedgerUnavailableException("simulated");
        }
        return ledger.store(feedback, deadline);
    }

    @Override
    public boolean upgrade(Upgrade upgrade, Deadline deadline) throws LedgerUnavailableException {
        if (refuseUpgrades) {
            throw new LedgerUnavailableException("simulated");
        }
        return ledger.upgrade(upgrade, deadline);
    }

    @Override
    public void keepMetadata(UUID feedback, Metadata metadata, Instant submittedAt, Deadline deadline)
            throws LedgerUnavailableException {
        ledger.keepMetadata(feedback, metadata, submittedAt, deadline);
    }
}
