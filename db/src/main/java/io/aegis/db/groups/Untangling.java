/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import io.aegis.db.commonwords.LearnedRuns;
import io.aegis.grouping.CommonRuns;
import io.aegis.grouping.FingerprintedText;
import io.aegis.grouping.WordRuns;
import io.helidon.dbclient.DbExecute;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Takes groups apart that came to be before it was known what their texts share. What that is can be learned of a group whose rows came
 * one by one, too. A group in which a person put or kept something is left as it is.
 */
final class Untangling {

    /** Rows of a group that is taken apart: they are looked at again in one transaction. */
    private static final int MOST_ROWS = 1_000;

    /** Rows that are learned of, the first. */
    private static final int LEARNED_OF = 32;

    private static final String BY_HAND = """
            SELECT 1 FROM feedback STRAIGHT_JOIN feedback_fingerprint ON feedback_id = id
            WHERE feedback.group_id = ? AND by_hand LIMIT 1""";

    private static final String TEXTS =
            "SELECT id, clean_content FROM feedback WHERE group_id = ? ORDER BY created_at, id LIMIT ?";

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

    /** Learns what the rows of a group share although they are different otherwise, and takes the group apart if they do. */
    static Untangled of(DbExecute execute, UUID group) {
        List<WordRuns> first = texts(execute, group, LEARNED_OF).stream()
                .map(FingerprintedText::runs)
                .toList();
        // Most groups: fewer rows share nothing that could be learned.
        if (first.size() < CommonRuns.TEXTS) {
            return Untangled.NOTHING;
        }
        Set<Long> learned = CommonRuns.of(first, LearnedRuns.known(execute, first));
        if (!LearnedRuns.add(execute, learned)) {
            return Untangled.NOTHING;
        }
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
