/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.Database;
import io.aegis.db.GroupCommit;
import io.aegis.db.UniqueKey;
import io.aegis.db.outbox.Alerts;
import io.aegis.deadline.Deadline;
import io.aegis.dedupe.ContentHash;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.FeedbackStore;
import io.aegis.storage.Metadata;
import io.aegis.storage.NewFeedback;
import io.aegis.storage.StoreResult;
import io.aegis.storage.StoredFeedback;
import io.aegis.storage.Upgrade;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/**
 * The feedback store in MariaDB. The unique key on the content hash, not any lock of ours, keeps a text from being stored twice.
 * Thread-safe.
 */
public final class MariaDbFeedbackStore implements FeedbackStore {

    /** Few, so that groups form as soon as it gets busy; more than one, so that no commit waits for another's disk. */
    private static final int WRITERS = 3;

    /** What a transaction of some ten milliseconds can hold. */
    private static final int LARGEST_GROUP = 64;

    /** One name for all threads: numbered ones would take a text each. */
    private static final ThreadFactory GROUPS = Thread.ofVirtual().name("store").factory();

    private final Database database;
    private final Supplier<UUID> ids;
    private final FeedbackUpgrade upgrades;
    private final FeedbackDetails news;
    private final GroupCommit<NewFeedback, StoreResult> insertions;

    /** Undoes what was only rehearsed. */
    private static final class RehearsedException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /**
     * Writes to a database.
     *
     * @param alerts what urgent feedback raises
     * @param ids new UUIDv7s
     * @param clock for the times of upgrades
     */
    public MariaDbFeedbackStore(Database database, Alerts alerts, Supplier<UUID> ids, Clock clock) {
        this.database = database;
        this.ids = ids;
        this.news = new FeedbackDetails(alerts, ids);
        this.insertions = new GroupCommit<>(
                WRITERS,
                LARGEST_GROUP,
                new FeedbackInsertion(database, news),
                work -> GROUPS.newThread(work).start());
        this.upgrades = new FeedbackUpgrade(alerts, ids, clock);
    }

    @Override
    public Optional<StoredFeedback> find(ContentHash hash, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> FeedbackRow.find(execute, hash));
    }

    @Override
    public StoreResult store(NewFeedback feedback, Deadline deadline) throws DatabaseUnavailableException {
        return insertions.write(feedback, deadline);
    }

    /**
     * Goes through every motion of {@link #store} and leaves nothing behind: loads the code, opens a connection, prepares
     * the statements.
     *
     * @throws DatabaseUnavailableException when there was no answer in time
     */
    public void warmUp(NewFeedback feedback, Deadline deadline) throws DatabaseUnavailableException {
        List<NewFeedback> texts = List.of(feedback);
        try {
            database.transaction(deadline, execute -> {
                if (UniqueKey.inserted(() -> FeedbackRow.insert(execute, texts))) {
                    news.complete(execute, texts);
                }
                throw new RehearsedException();
            });
        } catch (RehearsedException _) {
            // Nothing is left behind.
        }
    }

    @Override
    public boolean upgrade(Upgrade upgrade, Deadline deadline) throws DatabaseUnavailableException {
        UUID entry = ids.get();
        return database.transaction(deadline, execute -> upgrades.apply(execute, upgrade, entry));
    }

    @Override
    public void keepRefusal(UUID feedback, Deadline deadline) throws DatabaseUnavailableException {
        database.transaction(deadline, execute -> {
            FeedbackRow.keepRefusal(execute, feedback);
            return feedback;
        });
    }

    @Override
    public void keepMetadata(UUID feedback, Metadata metadata, Instant submittedAt, Deadline deadline)
            throws DatabaseUnavailableException {
        UUID id = ids.get();
        database.transaction(deadline, execute -> {
            SubmissionRow.insert(
                    execute,
                    List.of(new SubmissionRow.Entry(feedback, new SubmissionRecord(id, submittedAt, metadata))));
            return id;
        });
    }
}
