package io.aegis.db.feedback;

import io.aegis.db.Database;
import io.aegis.db.Session;
import io.aegis.db.outbox.Alerts;
import io.aegis.deadline.Deadline;
import io.aegis.dedupe.ContentHash;
import io.aegis.ledger.FeedbackLedger;
import io.aegis.ledger.LedgerUnavailableException;
import io.aegis.ledger.Metadata;
import io.aegis.ledger.NewFeedback;
import io.aegis.ledger.StoreResult;
import io.aegis.ledger.StoredFeedback;
import io.aegis.ledger.Upgrade;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The ledger in MariaDB. The unique key on the content hash, not any lock of ours, keeps a text from being stored twice.
 * Thread-safe.
 */
public final class FeedbackStore implements FeedbackLedger {

    private final Database database;
    private final Supplier<UUID> ids;
    private final FeedbackUpgrade upgrades;
    private final FeedbackNews news;

    /**
     * Writes to a database.
     *
     * @param alerts what urgent feedback raises
     * @param ids new UUIDv7s
     * @param clock for the times of upgrades
     */
    public FeedbackStore(Database database, Alerts alerts, Supplier<UUID> ids, Clock clock) {
        this.database = database;
        this.ids = ids;
        this.news = new FeedbackNews(alerts, ids);
        this.upgrades = new FeedbackUpgrade(alerts, ids, clock);
    }

    @Override
    public Optional<StoredFeedback> find(ContentHash hash, Deadline deadline) throws LedgerUnavailableException {
        return database.read(deadline, session -> FeedbackRow.find(session, hash));
    }

    @Override
    public StoreResult store(NewFeedback feedback, Deadline deadline) throws LedgerUnavailableException {
        StoredFeedback row = FeedbackRow.stored(feedback);
        return database.transaction(deadline, session -> {
            if (!FeedbackRow.insert(session, feedback, row)) {
                return alreadyStored(session, feedback);
            }
            news.complete(session, List.of(feedback));
            return new StoreResult.Inserted(row);
        });
    }

    /**
     * Goes through every motion of {@link #store} and leaves nothing behind: loads the code, opens a connection, prepares
     * the statements.
     *
     * @throws LedgerUnavailableException when there was no answer in time
     */
    public void rehearse(NewFeedback feedback, Deadline deadline) throws LedgerUnavailableException {
        StoredFeedback row = FeedbackRow.stored(feedback);
        database.transaction(deadline, session -> {
            if (FeedbackRow.insert(session, feedback, row)) {
                news.complete(session, List.of(feedback));
            }
            session.rollback();
            return row;
        });
    }

    @Override
    public boolean upgrade(Upgrade upgrade, Deadline deadline) throws LedgerUnavailableException {
        UUID entry = ids.get();
        return database.transaction(deadline, session -> upgrades.apply(session, upgrade, entry));
    }

    @Override
    public void keepMetadata(UUID feedback, Metadata metadata, Instant submittedAt, Deadline deadline)
            throws LedgerUnavailableException {
        UUID id = ids.get();
        database.transaction(deadline, session -> {
            SubmissionRow.insert(
                    session, List.of(new SubmissionRow.Entry(feedback, new Submission(id, submittedAt, metadata))));
            return id;
        });
    }

    /** The row that holds this text: another's, or this one's when the answer to its commit was lost. */
    private static StoreResult alreadyStored(Session session, NewFeedback feedback) throws SQLException {
        session.rollback();
        StoredFeedback row = FeedbackRow.find(session, feedback.hash())
                .orElseThrow(() -> new SQLTransactionRollbackException("the row that was there is gone", "40001"));
        return row.id().equals(feedback.id()) ? new StoreResult.Inserted(row) : new StoreResult.AlreadyStored(row);
    }
}
