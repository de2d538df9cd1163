/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.outbox.Alerts;
import io.aegis.dedupe.ContentHash;
import io.aegis.dedupe.SubmissionCounter.Repeats;
import io.aegis.storage.Metadata;
import io.aegis.storage.NewFeedback;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Clock;
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
import java.util.stream.Stream;

/**
 * Stores much feedback in one transaction of the caller's. What comes of it is what posting one text after the other would
 * have left: new texts become rows with their verdicts, reviews and alerts, known ones add to the submissions of theirs.
 * Thread-safe.
 */
public final class FeedbackBulk {

    private static final int LOOKED_UP_AT_ONCE = 500;

    private final Supplier<UUID> ids;
    private final FeedbackDetails news;
    private final RegressedFeedback regressed;

    /**
     * Stores feedback.
     *
     * @param alerts what urgent feedback raises
     * @param clock gives the times at which resolved rows that come again are opened
     * @param ids new UUIDv7s
     */
    public FeedbackBulk(Alerts alerts, Clock clock, Supplier<UUID> ids) {
        this.ids = ids;
        this.regressed = new RegressedFeedback(clock);
        this.news = new FeedbackDetails(alerts, ids);
    }

    /**
     * Stores texts, each of which is there once.
     *
     * @return how many were new
     */
    public int store(DbExecute execute, List<Repeated> texts) {
        // In one order everywhere, so that two of these with common texts do not lock each other out.
        List<Repeated> ordered = texts.stream()
                .sorted(Comparator.comparing(each -> each.feedback().hash().bytes(), Arrays::compareUnsigned))
                .toList();
        boolean allNew = FeedbackRow.insertOrCount(execute, ordered);
        boolean told = ordered.stream().anyMatch(FeedbackBulk::tells);
        Map<ContentHash, UUID> rows = allNew ? Map.of() : find(execute, ordered);
        List<NewFeedback> inserted = ordered.stream()
                .map(Repeated::feedback)
                .filter(each -> allNew || each.id().equals(rows.get(each.hash())))
                .toList();
        news.complete(execute, inserted);
        reopen(execute, ordered, rows);
        if (told) {
            keepMetadata(execute, ordered, rows);
        }
        return inserted.size();
    }

    private void reopen(DbExecute execute, List<Repeated> texts, Map<ContentHash, UUID> rows) {
        List<Repeats> known = new ArrayList<>();
        for (Repeated text : texts) {
            NewFeedback first = text.feedback();
            UUID row = rows.getOrDefault(first.hash(), first.id());
            if (!row.equals(first.id())) {
                Instant at = FeedbackRow.stored(first).createdAt();
                Instant occurred = Stream.concat(Stream.of(first.metadata()), text.again().stream())
                        .map(metadata -> metadata.occurredAt().orElse(at))
                        .max(Comparator.naturalOrder())
                        .orElse(at);
                known.add(new Repeats(row, text.submissions(), at, occurred));
            }
        }
        if (!known.isEmpty()) {
            regressed.reopen(execute, RepeatsJson.of(known));
        }
    }

    private static boolean tells(Repeated text) {
        return !text.feedback().metadata().isEmpty() || text.again().stream().anyMatch(metadata -> !metadata.isEmpty());
    }

    /** Of a new row the first submission's is kept already. */
    private void keepMetadata(DbExecute execute, List<Repeated> texts, Map<ContentHash, UUID> rows) {
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
        SubmissionRow.insert(execute, submissions);
    }

    private static Map<ContentHash, UUID> find(DbExecute execute, List<Repeated> texts) {
        Map<ContentHash, UUID> found = HashMap.newHashMap(texts.size());
        for (int from = 0; from < texts.size(); from += LOOKED_UP_AT_ONCE) {
            List<byte[]> hashes = texts.subList(from, Math.min(texts.size(), from + LOOKED_UP_AT_ONCE)).stream()
                    .map(text -> text.feedback().hash().bytes())
                    .toList();
            String marks = String.join(", ", Collections.nCopies(hashes.size(), "?"));
            execute.createQuery("SELECT content_hash, id FROM feedback WHERE content_hash IN (" + marks + ")")
                    .params(hashes)
                    .execute()
                    .forEach(row -> found.put(hash(row), row.column("id").get(UUID.class)));
        }
        return found;
    }

    private static ContentHash hash(DbRow row) {
        return ContentHash.ofBytes(row.column("content_hash").get(byte[].class));
    }
}
