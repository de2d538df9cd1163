/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.Database;
import io.aegis.db.InList;
import io.aegis.db.MultiRowInsert;
import io.aegis.db.Utc;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.sampledata.SampleSets;
import io.aegis.deadline.Deadline;
import io.aegis.dedupe.ContentHash;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.NewFeedback;
import io.helidon.dbclient.DbExecute;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Stores rows of feedback that are sample data: whoever is told of urgent feedback is told of none of them. Thread-safe. */
public final class SampleFeedback {

    /** The tag by which colleagues see that a row is a sample. What decides is not this, which they may remove. */
    public static final String TAG = "sample";

    private static final String STORED =
            "SELECT content_hash FROM feedback WHERE content_hash IN (" + InList.MARKS + ")";

    private static final MultiRowInsert MARK =
            new MultiRowInsert("INSERT INTO sample_feedback (feedback_id) VALUES (?)");

    private static final MultiRowInsert TRIAGE = new MultiRowInsert(
            "INSERT INTO triage (feedback_id, received_at, snoozed, version) VALUES (?, ?, FALSE, 1)");

    private static final MultiRowInsert TAGGED =
            new MultiRowInsert("INSERT INTO triage_tag (feedback_id, tag, received_at) VALUES (?, ?, ?)");

    private static final String RESOLVE =
            "UPDATE feedback SET status = 'RESOLVED', resolution_note = ?, resolved_at = ? WHERE id = ?";

    private final Database database;
    private final FeedbackDetails details;

    /**
     * Writes to a database.
     *
     * @param ids new UUIDv7s
     */
    public SampleFeedback(Database database, Supplier<UUID> ids) {
        this.database = database;
        this.details = new FeedbackDetails(new Alerts(List.of(), ids), ids);
    }

    /**
     * A sample.
     *
     * @param feedback with {@link ContentHash#ofSample its own kind of hash}, so that it is never the row of what somebody sends
     * @param resolved when somebody resolved it, if somebody did
     */
    public record Sample(NewFeedback feedback, Optional<Resolution> resolved) {}

    /**
     * That somebody resolved a sample.
     *
     * @param at when
     * @param note what was done
     */
    public record Resolution(Instant at, String note) {}

    /**
     * Stores samples that are not stored yet, in one transaction.
     *
     * @param samples up to {@value InList#SIZE}
     * @return whether they are all there now; false when the set of samples is not being loaded any more, and nothing was stored
     */
    public boolean add(List<Sample> samples, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> {
            if (!SampleSets.holdLoading(execute)) {
                return false;
            }
            Set<ContentHash> stored = new HashSet<>();
            execute.createQuery(STORED)
                    .params(InList.filled(samples.stream()
                            .map(each -> each.feedback().hash().bytes())
                            .toList()))
                    .execute()
                    .map(row -> ContentHash.ofBytes(row.column("content_hash").get(byte[].class)))
                    .forEach(stored::add);
            insert(
                    execute,
                    samples.stream()
                            .filter(each -> !stored.contains(each.feedback().hash()))
                            .toList());
            return true;
        });
    }

    private void insert(DbExecute execute, List<Sample> samples) {
        List<NewFeedback> rows = samples.stream().map(Sample::feedback).toList();
        FeedbackRow.insert(execute, rows);
        details.complete(execute, rows);
        MARK.insert(execute, rows, row -> List.of(row.id()));
        TRIAGE.insert(execute, rows, row -> List.of(row.id(), Utc.of(row.createdAt())));
        TAGGED.insert(execute, rows, row -> List.of(row.id(), TAG, Utc.of(row.createdAt())));
        for (Sample each : samples) {
            each.resolved()
                    .ifPresent(resolution -> execute.update(
                            RESOLVE,
                            resolution.note(),
                            Utc.of(resolution.at()),
                            each.feedback().id()));
        }
    }
}
