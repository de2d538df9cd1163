/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import io.aegis.db.MultiRowInsert;
import io.aegis.db.ReadAccess;
import io.aegis.db.Transactions;
import io.aegis.db.commonwords.LearnedRuns;
import io.aegis.deadline.Deadline;
import io.aegis.grouping.CommonRuns;
import io.aegis.grouping.FingerprintedText;
import io.aegis.grouping.MinHashBands;
import io.aegis.grouping.Opposites;
import io.aegis.grouping.TextFeatures;
import io.aegis.grouping.WordRuns;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.IdRange;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.util.ArrayList;
import java.util.HashMap;
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
            new MultiRowInsert("INSERT INTO feedback_fingerprint (feedback_id, stripped) VALUES (?, ?)");

    /** Groups that are looked at for what was learned otherwise than of them, in one transaction. */
    private static final int MOST_OTHERS = 16;

    private final ReadAccess reads;
    private final Transactions transactions;
    private final Supplier<UUID> ids;
    private final ShingleCache cache = new ShingleCache();
    private final Opposites opposites = Opposites.load();
    /** What was learned in the transaction. */
    private final Set<Long> learnedNow = new HashSet<>();

    /** Rows that others are compared with and that have something of that. */
    private final Set<UUID> concerned = new HashSet<>();

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
            learnedNow.clear();
            concerned.clear();
            GroupJoins.Joined joined = look(execute, texts);
            List<UUID> doubled = new ArrayList<>();
            GroupingResult result = GroupingResult.of(execute, joined.groups(), doubled::add);
            nameOrUntangle(execute, doubled);
            return result;
        });
    }

    /**
     * Names groups that have doubled. Where their texts share what says nothing, they are taken apart, and their rows looked at again; so
     * are other groups whose texts share what was learned now. Each once, so that this ends.
     */
    void nameOrUntangle(DbExecute execute, List<UUID> doubled) {
        List<FingerprintedText> again = new ArrayList<>();
        for (UUID group : doubled) {
            Untangling.Untangled untangled = Untangling.of(execute, group);
            learned(untangled.learned());
            if (untangled.rows().isEmpty()) {
                GroupTitles.choose(execute, group);
            }
            again.addAll(untangled.rows());
        }
        lookAgain(execute, again);
        List<FingerprintedText> others = new ArrayList<>();
        for (UUID group : Untangling.groupsOf(execute, concerned, MOST_OTHERS)) {
            if (others.size() < Untangling.MOST_ROWS) {
                others.addAll(Untangling.ifOutdated(execute, group).rows());
            }
        }
        lookAgain(execute, others);
        concerned.clear();
        learnedNow.clear();
    }

    private void lookAgain(DbExecute execute, List<FingerprintedText> rows) {
        if (!rows.isEmpty()) {
            GroupingResult.of(execute, look(execute, rows).groups(), group -> GroupTitles.choose(execute, group));
        }
    }

    private void learned(Set<Long> learned) {
        learnedNow.addAll(learned);
        concerned.addAll(cache.forget(learned));
    }

    /** Texts without what they share with others that are different otherwise, which may be learned of them. */
    private List<FingerprintedText> stripped(DbExecute execute, List<FingerprintedText> texts) {
        List<WordRuns> runs = texts.stream().map(FingerprintedText::runs).toList();
        Set<Long> common = LearnedRuns.known(execute, runs);
        Set<Long> learned = CommonRuns.of(runs, common);
        if (LearnedRuns.add(execute, learned)) {
            common.addAll(learned);
            learned(learned);
        }
        return texts.stream().map(text -> text.without(common)).toList();
    }

    private GroupJoins.Joined look(DbExecute execute, List<FingerprintedText> wholes) {
        List<FingerprintedText> texts = stripped(execute, wholes);
        LOOKED_AT.insert(execute, texts, text -> List.of(text.id(), text.stripped()));
        // What was stored before it was known what is common is found by what it was then.
        Map<UUID, Set<Long>> keys = HashMap.newHashMap(texts.size());
        wholes.forEach(text -> keys.put(text.id(), new HashSet<>(text.bands().keys())));
        texts.forEach(text -> keys.computeIfAbsent(text.id(), _ -> new HashSet<>())
                .addAll(text.bands().keys()));
        Set<Long> wanted = new HashSet<>(texts.size() * MinHashBands.BANDS * 2);
        keys.values().forEach(wanted::addAll);
        BandIndex index = BandIndex.of(execute, wanted);
        Set<UUID> candidates = new HashSet<>();
        keys.forEach((text, its) -> candidates.addAll(index.candidates(text, its)));
        Map<UUID, TextFeatures> known = cache.of(execute, candidates);
        Set<UUID> gone = new HashSet<>(candidates);
        gone.removeAll(known.keySet());
        index.remove(execute, gone);
        concerned.addAll(cache.having(candidates, learnedNow));
        GroupJoins joins = new GroupJoins();
        Set<UUID> joining = new HashSet<>();
        // One that is looked at again may be there from before: nothing joins it until it is known that it stays alone.
        texts.forEach(text -> known.remove(text.id()));
        NearestTexts nearest = new NearestTexts(execute, known, opposites);
        for (FingerprintedText text : texts) {
            Set<Long> its = keys.getOrDefault(text.id(), Set.of());
            Optional<UUID> anchor = nearest.of(text, index.candidates(text.id(), its));
            if (anchor.isPresent()) {
                joins.add(text.id(), anchor.get());
                joining.add(text.id());
            } else {
                index.add(text.id(), text.bands().keys());
                known.put(text.id(), text.compared());
            }
        }
        GroupJoins.Joined joined = joins.store(execute, ids);
        joining.addAll(joined.gone());
        index.remove(execute, joining);
        texts.stream()
                .filter(text -> joined.alone().contains(text.id()))
                .forEach(text -> index.add(text.id(), text.bands().keys()));
        index.store(execute);
        return joined;
    }
}
