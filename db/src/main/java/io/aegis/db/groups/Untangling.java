/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import io.aegis.db.commonwords.LearnedRuns;
import io.aegis.grouping.CommonRuns;
import io.aegis.grouping.FingerprintedText;
import io.aegis.grouping.MinHashBands;
import io.aegis.grouping.Shingles;
import io.aegis.grouping.WordRuns;
import io.helidon.dbclient.DbExecute;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Takes groups apart that came to be before it was known what their texts share. What that is can be learned of a group whose rows came
 * one by one, too. A group in which a person put or kept something is left as it is.
 */
final class Untangling {

    /** Rows of a group that is taken apart: they are looked at again in one transaction. */
    static final int MOST_ROWS = 1_000;

    /** Rows that may be the one that half of a group is like, the first. */
    private static final int CENTRES = 4;

    private static final int BITS_AFTER_MILLIS = 16;

    /** Rows that are learned of, the first. */
    private static final int LEARNED_OF = 32;

    private static final String BY_HAND = """
            SELECT 1 FROM feedback STRAIGHT_JOIN feedback_fingerprint ON feedback_id = id
            WHERE feedback.group_id = ? AND by_hand LIMIT 1""";

    private static final String TEXTS =
            "SELECT id, clean_content FROM feedback WHERE group_id = ? ORDER BY created_at, id LIMIT ?";

    private static final String GROUPS = """
            SELECT DISTINCT group_id FROM JSON_TABLE(?, '$[*]' COLUMNS (wanted CHAR(36) PATH '$')) AS rows_wanted
            STRAIGHT_JOIN feedback_fingerprint ON feedback_id = wanted WHERE group_id IS NOT NULL LIMIT ?""";

    private static final String FORGET = """
            DELETE feedback_fingerprint FROM feedback STRAIGHT_JOIN feedback_fingerprint ON feedback_id = id
            WHERE feedback.group_id = ?""";

    private static final String LEAVE = "UPDATE feedback SET group_id = NULL WHERE group_id = ?";

    private static final String DISSOLVE = "DELETE FROM feedback_group WHERE id = ?";

    private Untangling() {}

    /**
     * What came of it.
     *
     * @param learned runs that count for nothing now and did before
     * @param rows of the group, as if nobody had looked at them; none when it stays
     */
    record Untangled(Set<Long> learned, List<FingerprintedText> rows) {

        private static final Untangled NOTHING = new Untangled(Set.of(), List.of());
    }

    /**
     * Learns what the rows of a group share although they are different otherwise, and takes the group apart if they do, or if others
     * shared that and it was learned of them.
     */
    static Untangled of(DbExecute execute, UUID group) {
        List<WordRuns> first = texts(execute, group, LEARNED_OF).stream()
                .map(FingerprintedText::runs)
                .toList();
        // Most groups: fewer rows share nothing that could be learned.
        if (first.size() < CommonRuns.FEWEST) {
            return Untangled.NOTHING;
        }
        SortedMap<Instant, Set<Long>> known = LearnedRuns.knownByTime(execute, first);
        Set<Long> learned = CommonRuns.of(first, all(known));
        return LearnedRuns.add(execute, learned)
                ? apart(execute, group, learned)
                : ifOutdated(execute, group, first, known);
    }

    /** The groups that some rows are in, a few. */
    static List<UUID> groupsOf(DbExecute execute, Collection<UUID> rows, int most) {
        return rows.isEmpty()
                ? List.of()
                : execute.query(
                                GROUPS,
                                MemberRow.json(rows.stream().limit(MOST_ROWS).toList()),
                                most)
                        .map(row -> row.column("group_id").get(UUID.class))
                        .toList();
    }

    /** Takes a group apart when its texts are no longer alike without what was learned since it was made. */
    static Untangled ifOutdated(DbExecute execute, UUID group) {
        List<WordRuns> first = texts(execute, group, LEARNED_OF).stream()
                .map(FingerprintedText::runs)
                .toList();
        return ifOutdated(execute, group, first, LearnedRuns.knownByTime(execute, first));
    }

    private static Untangled ifOutdated(
            DbExecute execute, UUID group, List<WordRuns> first, SortedMap<Instant, Set<Long>> known) {
        // Within a millisecond nothing is told apart; whatever is made anew now is founded later.
        Instant founded = Instant.ofEpochMilli(group.getMostSignificantBits() >>> BITS_AFTER_MILLIS)
                .plusMillis(1);
        Set<Long> since = all(known.tailMap(founded));
        long concerned = first.stream()
                .filter(text -> text.runs().stream().anyMatch(since::contains))
                .count();
        return 2 * concerned < first.size() || since.isEmpty() || areAlike(first, all(known))
                ? Untangled.NOTHING
                : apart(execute, group, Set.of());
    }

    private static Set<Long> all(SortedMap<Instant, Set<Long>> known) {
        return known.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** Whether half of the texts at least are near-duplicates of one. */
    private static boolean areAlike(List<WordRuns> texts, Set<Long> common) {
        List<Shingles> shingles =
                texts.stream().map(text -> Shingles.of(text.without(common))).toList();
        return shingles.stream()
                .limit(CENTRES)
                .anyMatch(centre -> 2
                                * shingles.stream()
                                        .filter(each -> each.jaccard(centre) >= MinHashBands.NEAR_DUPLICATE)
                                        .count()
                        > shingles.size());
    }

    private static Untangled apart(DbExecute execute, UUID group, Set<Long> learned) {
        if (execute.get(BY_HAND, group).isPresent()) {
            return new Untangled(learned, List.of());
        }
        List<FingerprintedText> rows = texts(execute, group, MOST_ROWS + 1);
        if (rows.size() > MOST_ROWS) {
            return new Untangled(learned, List.of());
        }
        execute.delete(FORGET, group);
        execute.update(LEAVE, group);
        execute.delete(DISSOLVE, group);
        return new Untangled(learned, rows);
    }

    private static List<FingerprintedText> texts(DbExecute execute, UUID group, int most) {
        return execute.query(TEXTS, group, most)
                .map(row -> FingerprintedText.of(
                        row.column("id").get(UUID.class),
                        row.column("clean_content").get(String.class)))
                .toList();
    }
}
