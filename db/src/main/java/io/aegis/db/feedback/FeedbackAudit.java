/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.Transactions;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.feedback.Analysis;
import io.aegis.feedback.Labels;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.review.ReviewReason;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbRow;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Rows that carry an LLM's labels, as the audit looks at them: from the oldest to the newest and then from the oldest
 * again, rows with a review or a decision left out. Several processes may go this way together. Thread-safe.
 */
public final class FeedbackAudit {

    private static final String PLACE = """
            SELECT created_at, feedback_id FROM audit_cursor WHERE name = 'ai' FOR UPDATE""";

    private static final String NEXT = """
            SELECT f.id, f.version, f.clean_content, f.created_at, a.id AS verdict_id, a.sentiment, a.topics, a.is_urgent
            FROM feedback f FORCE INDEX (feedback_overview) JOIN analysis a ON a.feedback_id = f.id AND a.id =
              (SELECT MAX(id) FROM analysis WHERE feedback_id = f.id AND lane = 'LLM' AND applied)
            WHERE f.source = 'AI' AND f.created_at >= ? AND (f.created_at > ? OR f.id > ?)
              AND f.decided_at IS NULL AND NOT f.needs_review
            ORDER BY f.created_at, f.id LIMIT ?""";

    private static final String MOVE = """
            UPDATE audit_cursor SET created_at = ?, feedback_id = ? WHERE name = 'ai'""";

    private static final String CONTEST = """
            UPDATE feedback SET needs_review = TRUE, updated_at = GREATEST(updated_at, ?), version = version + 1
            WHERE id = ? AND version = ? AND source = 'AI' AND decided_at IS NULL""";

    private static final Place START = new Place(Instant.parse("1000-01-01T00:00:00Z"), new UUID(0, 0));

    private final Transactions transactions;
    private final Supplier<UUID> ids;
    private final Clock clock;

    /**
     * Audits rows of a database.
     *
     * @param ids new UUIDv7s
     * @param clock for the times of reviews
     */
    public FeedbackAudit(Transactions transactions, Supplier<UUID> ids, Clock clock) {
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    private record Place(Instant time, UUID id) {}

    /**
     * A row to look at.
     *
     * @param id of the row
     * @param version of the row
     * @param cleanContent its sanitised text
     * @param createdAt when it came
     * @param verdictId of the LLM's verdict that it carries
     * @param verdict the LLM's labels
     */
    public record Candidate(
            UUID id, long version, String cleanContent, Instant createdAt, UUID verdictId, Labels verdict) {}

    /**
     * Some rows.
     *
     * @param candidates oldest first
     * @param last whether the next ones begin from the oldest again
     */
    public record Round(List<Candidate> candidates, boolean last) {

        /** Copies the rows. */
        public Round {
            candidates = List.copyOf(candidates);
        }
    }

    /** Takes the next rows: others who ask go on after them. */
    public Round next(int limit, Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(deadline, execute -> {
            Place place = execute.get(PLACE).map(FeedbackAudit::place).orElse(START);
            List<Candidate> candidates = execute.query(
                            NEXT, Utc.of(place.time()), Utc.of(place.time()), place.id(), limit)
                    .map(FeedbackAudit::candidate)
                    .toList();
            boolean last = candidates.size() < limit;
            Place after = last
                    ? START
                    : new Place(
                            candidates.getLast().createdAt(),
                            candidates.getLast().id());
            execute.update(MOVE, Utc.of(after.time()), after.id());
            return new Round(candidates, last);
        });
    }

    /**
     * Opens a review of a row, unless it has changed since. Its labels stay as they are until a person decides.
     *
     * @param heuristic what the rules say of it now
     * @param reasons why; at least one
     * @return whether there is a review now because of this call
     */
    public boolean contest(
            Candidate candidate, HeuristicAnalysis heuristic, Set<ReviewReason> reasons, Deadline deadline)
            throws DatabaseUnavailableException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        AnalysisRow rules = new AnalysisRow(
                candidate.id(),
                ids.get(),
                "HEURISTIC",
                Analysis.HEURISTIC_PROVIDER,
                heuristic.labels(),
                heuristic.confidence(),
                Optional.empty(),
                false,
                now);
        UUID review = ids.get();
        return transactions.transaction(deadline, execute -> {
            long changed = execute.update(CONTEST, Utc.of(now), candidate.id(), candidate.version());
            if (changed == 0) {
                return false;
            }
            rules.insert(execute);
            ReviewRow.open(execute, review, candidate.id(), reasons, Optional.of(candidate.verdictId()), now);
            return true;
        });
    }

    private static Place place(DbRow row) {
        return new Place(
                row.column("created_at").get(Instant.class),
                row.column("feedback_id").get(UUID.class));
    }

    private static Candidate candidate(DbRow row) {
        return new Candidate(
                row.column("id").get(UUID.class),
                row.column("version").get(Long.class),
                row.column("clean_content").get(String.class),
                row.column("created_at").get(Instant.class),
                row.column("verdict_id").get(UUID.class),
                LabelColumns.read(row));
    }
}
