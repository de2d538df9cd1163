package io.aegis.db.feedback;

import io.aegis.db.Row;
import io.aegis.db.Session;
import io.aegis.db.outbox.Alerts;
import io.aegis.dedupe.ContentHash;
import io.aegis.storage.Metadata;
import io.aegis.storage.NewFeedback;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Stores much feedback in one transaction of the caller's. What comes of it is what posting one text after the other would
 * have left: new texts become rows with their verdicts, reviews and alerts, known ones add to the submissions of theirs.
 * Thread-safe.
 */
public final class FeedbackBulk {

    private static final int LOOKED_UP_AT_ONCE = 500;

    private final Supplier<UUID> ids;
    private final FeedbackDetails news;

    /**
     * Stores feedback.
     *
     * @param alerts what urgent feedback raises
     * @param ids new UUIDv7s
     */
    public FeedbackBulk(Alerts alerts, Supplier<UUID> ids) {
        this.ids = ids;
        this.news = new FeedbackDetails(alerts, ids);
    }

    /**
     * Stores texts, each of which is there once.
     *
     * @return how many were new
     */
    public int store(Session session, List<Repeated> texts) throws SQLException {
        // In one order everywhere, so that two of these with common texts do not lock each other out.
        List<Repeated> ordered = texts.stream()
                .sorted(Comparator.comparing(each -> each.feedback().hash().bytes(), Arrays::compareUnsigned))
                .toList();
        boolean allNew = FeedbackRow.insertOrCount(session, ordered);
        boolean told = ordered.stream().anyMatch(FeedbackBulk::tells);
        Map<ContentHash, UUID> rows = allNew ? Map.of() : find(session, ordered);
        List<NewFeedback> inserted = ordered.stream()
                .map(Repeated::feedback)
                .filter(each -> allNew || each.id().equals(rows.get(each.hash())))
                .toList();
        news.complete(session, inserted);
        if (told) {
            keepMetadata(session, ordered, rows);
        }
        return inserted.size();
    }

    private static boolean tells(Repeated text) {
        return !text.feedback().metadata().isEmpty() || text.again().stream().anyMatch(metadata -> !metadata.isEmpty());
    }

    /** Of a new row the first submission's is kept already. */
    private void keepMetadata(Session session, List<Repeated> texts, Map<ContentHash, UUID> rows) throws SQLException {
        List<SubmissionRow.Entry> submissions = new ArrayList<>();
        for (Repeated text : texts) {
            NewFeedback first = text.feedback();
            UUID row = rows.getOrDefault(first.hash(), first.id());
            List<Metadata> all = new ArrayList<>(text.again());
            if (!row.equals(first.id())) {
                all.add(first.metadata());
            }
            Instant at = FeedbackRow.stored(first).createdAt();
            all.stream()
                    .filter(metadata -> !metadata.isEmpty())
                    .map(metadata -> new SubmissionRow.Entry(row, new SubmissionRecord(ids.get(), at, metadata)))
                    .forEach(submissions::add);
        }
        SubmissionRow.insert(session, submissions);
    }

    private static Map<ContentHash, UUID> find(Session session, List<Repeated> texts) throws SQLException {
        Map<ContentHash, UUID> found = HashMap.newHashMap(texts.size());
        for (int from = 0; from < texts.size(); from += LOOKED_UP_AT_ONCE) {
            List<Repeated> part = texts.subList(from, Math.min(texts.size(), from + LOOKED_UP_AT_ONCE));
            String marks = String.join(", ", Collections.nCopies(part.size(), "?"));
            session.all(
                            "SELECT content_hash, id FROM feedback WHERE content_hash IN (" + marks + ")",
                            parameters -> {
                                for (Repeated text : part) {
                                    parameters.add(text.feedback().hash().bytes());
                                }
                            },
                            FeedbackBulk::entry)
                    .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        }
        return found;
    }

    private static Map.Entry<ContentHash, UUID> entry(Row row) throws SQLException {
        return Map.entry(ContentHash.ofBytes(row.bytes()), row.id());
    }
}
