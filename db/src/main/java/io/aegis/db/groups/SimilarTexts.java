/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import io.aegis.db.ReadAccess;
import io.aegis.deadline.Deadline;
import io.aegis.grouping.FingerprintedText;
import io.aegis.grouping.MinHashBands;
import io.aegis.grouping.Shingles;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Finds the texts that resemble one, whether or not a job has looked at that yet: by its own keys the texts that others may join,
 * and then the rows of their groups. Thread-safe.
 */
public final class SimilarTexts {

    /** Most texts of an answer. */
    public static final int MOST = 20;

    /** Rows of each group that are compared, the newest. */
    private static final int OF_GROUP = 60;

    /** Groups of which rows are compared. */
    private static final int GROUPS = 3;

    private static final String TEXT = "SELECT id, group_id, clean_content FROM feedback WHERE id = ?";

    private static final String MEMBERS = """
            SELECT id, group_id, clean_content FROM feedback FORCE INDEX (feedback_group)
            WHERE group_id = ? ORDER BY created_at DESC, id DESC LIMIT\s""" + OF_GROUP;

    private static final String TEXTS = """
            SELECT id, group_id, clean_content FROM JSON_TABLE(?, '$[*]' COLUMNS (wanted CHAR(36) PATH '$')) AS rows_wanted
            STRAIGHT_JOIN feedback ON id = wanted""";

    private final ReadAccess database;

    /** Reads from a database. */
    public SimilarTexts(ReadAccess database) {
        this.database = database;
    }

    /**
     * A text that resembles another.
     *
     * @param similarity 0 to 1
     */
    public record Similar(UUID id, double similarity) {}

    private record Text(UUID id, Optional<UUID> group, String content) {

        static Text read(DbRow row) {
            return new Text(
                    row.column("id").get(UUID.class),
                    row.column("group_id").as(UUID.class).asOptional(),
                    row.column("clean_content").get(String.class));
        }
    }

    /**
     * The texts that resemble a row's most, at most {@value #MOST}, the most similar first: near-duplicates, and whatever is in its
     * group.
     *
     * @return empty when there is no such row
     */
    public Optional<List<Similar>> of(UUID id, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline, execute -> execute.get(TEXT, id).map(Text::read).map(text -> of(execute, text)));
    }

    private static List<Similar> of(DbExecute execute, Text text) {
        FingerprintedText wanted = FingerprintedText.of(text.id(), text.content());
        List<Long> keys = wanted.bands().keys();
        List<UUID> candidates = BandIndex.of(execute, keys).candidates(text.id(), keys);
        List<Text> found = new ArrayList<>();
        if (!candidates.isEmpty()) {
            execute.query(TEXTS, MemberRow.json(candidates)).map(Text::read).forEach(found::add);
        }
        Set<UUID> groups = new LinkedHashSet<>();
        text.group().ifPresent(groups::add);
        found.stream()
                .sorted(Comparator.comparingDouble((Text each) -> jaccard(wanted, each))
                        .reversed())
                .flatMap(each -> each.group().stream())
                .forEach(groups::add);
        groups.stream()
                .limit(GROUPS)
                .forEach(group -> execute.query(MEMBERS, group).map(Text::read).forEach(found::add));
        Map<UUID, Double> similarities = new HashMap<>();
        for (Text each : found) {
            double jaccard = jaccard(wanted, each);
            boolean together = each.group().isPresent() && each.group().equals(text.group());
            if (!each.id().equals(text.id()) && (together || jaccard >= MinHashBands.NEAR_DUPLICATE)) {
                similarities.put(each.id(), jaccard);
            }
        }
        return similarities.entrySet().stream()
                .sorted(Map.Entry.<UUID, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .map(each -> new Similar(each.getKey(), each.getValue()))
                .toList();
    }

    private static double jaccard(FingerprintedText wanted, Text other) {
        return wanted.shingles().jaccard(Shingles.of(other.content()));
    }
}
