/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import io.aegis.db.MultiRowInsert;
import io.aegis.db.ReadAccess;
import io.aegis.db.Transactions;
import io.aegis.deadline.Deadline;
import io.aegis.grouping.FingerprintedText;
import io.aegis.grouping.MinHashBands;
import io.aegis.grouping.Shingles;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.IdRange;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Puts new rows into groups by their near-duplicates: some rows at a time, each once. Not thread-safe:
 * one for each run.
 */
public final class TextGrouping {

    private static final String NEXT = """
            SELECT feedback.id, clean_content FROM feedback LEFT JOIN feedback_fingerprint ON feedback_id = feedback.id
            WHERE feedback.id > ? AND feedback.id < ? AND feedback_id IS NULL ORDER BY feedback.id DESC LIMIT ?""";

    private static final MultiRowInsert LOOKED_AT =
            new MultiRowInsert("INSERT INTO feedback_fingerprint (feedback_id) VALUES (?)");

    private final ReadAccess reads;
    private final Transactions transactions;
    private final Supplier<UUID> ids;
    private final ShingleCache cache = new ShingleCache();

    /**
     * A run.
     *
     * @param reads finds the rows
     * @param transactions group them
     * @param ids new UUIDv7s
     */
    public TextGrouping(ReadAccess reads, Transactions transactions, Supplier<UUID> ids) {
        this.reads = reads;
        this.transactions = transactions;
        this.ids = ids;
    }

    /** The newest rows of a range that nobody looked at, in the order of their ids. */
    public List<UngroupedText> next(IdRange range, int limit, Deadline deadline) throws DatabaseUnavailableException {
        return reads.read(deadline, execute -> {
            try (Stream<DbRow> rows = execute.query(NEXT, range.after(), range.before(), limit)) {
                return rows.map(row -> new UngroupedText(
                                row.column("id").get(UUID.class),
                                row.column("clean_content").get(String.class)))
                        .toList()
                        .reversed();
            }
        });
    }

    /** Groups rows that nobody looked at, in one transaction. */
    public GroupingResult group(List<FingerprintedText> texts, Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(deadline, execute -> {
            GroupLock.take(execute);
            LOOKED_AT.insert(execute, texts, text -> List.of(text.id()));
            return group(execute, texts);
        });
    }

    private GroupingResult group(DbExecute execute, List<FingerprintedText> texts) {
        Set<Long> wanted = new HashSet<>(texts.size() * MinHashBands.BANDS * 2);
        texts.forEach(text -> wanted.addAll(text.bands().keys()));
        BandIndex index = BandIndex.of(execute, wanted);
        Set<UUID> candidates = new HashSet<>();
        texts.forEach(text -> candidates.addAll(candidates(index, text)));
        Map<UUID, Shingles> shingles = cache.of(execute, candidates);
        Set<UUID> gone = new HashSet<>(candidates);
        gone.removeAll(shingles.keySet());
        index.remove(execute, gone);
        GroupJoins joins = new GroupJoins();
        for (FingerprintedText text : texts) {
            Optional<UUID> anchor = nearest(text, candidates(index, text), shingles);
            if (anchor.isPresent()) {
                joins.add(text.id(), anchor.get());
            } else {
                index.add(text.id(), text.bands().keys());
                shingles.put(text.id(), text.shingles());
            }
        }
        GroupJoins.Joined joined = joins.store(execute, ids);
        index.remove(execute, joined.gone());
        texts.stream()
                .filter(text -> joined.alone().contains(text.id()))
                .forEach(text -> index.add(text.id(), text.bands().keys()));
        index.store(execute);
        return GroupingResult.of(execute, joined.groups());
    }

    private static List<UUID> candidates(BandIndex index, FingerprintedText text) {
        return index.candidates(text.id(), text.bands().keys());
    }

    /** The text that this one resembles most, if it is a near-duplicate of any; of several the first. */
    private static Optional<UUID> nearest(FingerprintedText text, List<UUID> candidates, Map<UUID, Shingles> shingles) {
        Optional<UUID> nearest = Optional.empty();
        double most = 0;
        for (UUID each : candidates) {
            Shingles other = shingles.get(each);
            double jaccard = other == null ? 0 : text.shingles().jaccard(other);
            boolean nearer = jaccard > most
                    || (jaccard == most
                            && nearest.map(id -> each.compareTo(id) < 0).orElse(false));
            if (jaccard >= MinHashBands.NEAR_DUPLICATE && nearer) {
                nearest = Optional.of(each);
                most = jaccard;
            }
        }
        return nearest;
    }
}
