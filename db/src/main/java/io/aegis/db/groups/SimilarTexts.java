/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import io.aegis.db.ReadAccess;
import io.aegis.db.commonwords.LearnedRuns;
import io.aegis.deadline.Deadline;
import io.aegis.grouping.FingerprintedText;
import io.aegis.grouping.MinHashBands;
import io.aegis.grouping.Shingles;
import io.aegis.grouping.WordRuns;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
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
        FingerprintedText whole = FingerprintedText.of(text.id(), text.content());
        FingerprintedText wanted = LearnedRuns.fingerprint(execute, text.id(), text.content());
        Set<Long> keys = new HashSet<>(whole.bands().keys());
        keys.addAll(wanted.bands().keys());
        List<UUID> candidates = BandIndex.of(execute, keys).candidates(text.id(), keys);
        List<Text> found = new ArrayList<>();
        Map<UUID, Double> jaccards = new HashMap<>();
        if (!candidates.isEmpty()) {
            execute.query(TEXTS, MemberRow.json(candidates)).map(Text::read).forEach(found::add);
            jaccards.putAll(jaccards(execute, wanted, found));
        }
        Set<UUID> groups = new LinkedHashSet<>();
        text.group().ifPresent(groups::add);
        found.stream()
                .sorted(Comparator.comparingDouble((Text each) -> jaccards.getOrDefault(each.id(), 0.0))
                        .reversed())
                .flatMap(each -> each.group().stream())
                .forEach(groups::add);
        groups.stream()
                .limit(GROUPS)
                .forEach(group -> execute.query(MEMBERS, group).map(Text::read).forEach(found::add));
        Map<UUID, Double> similarities = new HashMap<>();
        jaccards.putAll(jaccards(
                execute,
                wanted,
                found.stream().filter(each -> !jaccards.containsKey(each.id())).toList()));
        for (Text each : found) {
            double jaccard = jaccards.getOrDefault(each.id(), 0.0);
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

    private static Map<UUID, Double> jaccards(DbExecute execute, FingerprintedText wanted, List<Text> others) {
        Map<UUID, WordRuns> runs = HashMap.newHashMap(others.size());
        others.forEach(each -> runs.put(each.id(), WordRuns.of(each.content())));
        Set<Long> common = LearnedRuns.known(execute, runs.values());
        Map<UUID, Double> jaccards = HashMap.newHashMap(others.size());
        runs.forEach((id, each) -> jaccards.put(id, wanted.shingles().jaccard(Shingles.of(each.without(common)))));
        return jaccards;
    }
}
