/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.commonwords;

import io.aegis.db.MultiRowInsert;
import io.aegis.grouping.FingerprintedText;
import io.aegis.grouping.WordRuns;
import io.helidon.dbclient.DbExecute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** The runs of words by which nothing is compared, as texts share them that are different otherwise; they are learned and stay so. */
public final class LearnedRuns {

    /** A signature has some dozen. Past these nothing more is learned. */
    private static final int MOST = 100_000;

    private static final String ANY = "SELECT 1 FROM feedback_common_run LIMIT 1";

    private static final String COUNT = "SELECT COUNT(*) AS learned FROM feedback_common_run";

    private static final String FIND = """
            SELECT run, learned_at FROM JSON_TABLE(?, '$[*]' COLUMNS (wanted BIGINT PATH '$')) AS runs_wanted
            STRAIGHT_JOIN feedback_common_run ON run = wanted""";

    private static final MultiRowInsert ADD =
            new MultiRowInsert("INSERT IGNORE INTO feedback_common_run (run, learned_at) VALUES (?, UTC_TIMESTAMP(6))");

    private LearnedRuns() {}

    /** Those runs of some texts that are learned. */
    public static Set<Long> known(DbExecute execute, Collection<WordRuns> texts) {
        Set<Long> known = new HashSet<>();
        find(execute, texts).values().forEach(known::addAll);
        return known;
    }

    /** Those runs of some texts that are learned, in the order in which they were. */
    public static SortedMap<Instant, Set<Long>> knownByTime(DbExecute execute, Collection<WordRuns> texts) {
        return find(execute, texts);
    }

    /** The fingerprint of a text as it is compared. */
    public static FingerprintedText fingerprint(DbExecute execute, UUID id, String text) {
        FingerprintedText whole = FingerprintedText.of(id, text);
        return whole.without(known(execute, List.of(whole.runs())));
    }

    /** All keys that a text may ever have been found by: whole, and as it was after each time that more was learned. */
    public static Set<Long> allKeys(DbExecute execute, UUID id, String text) {
        FingerprintedText whole = FingerprintedText.of(id, text);
        Set<Long> keys = new TreeSet<>(whole.bands().keys());
        Set<Long> known = new HashSet<>();
        for (Set<Long> learned : find(execute, List.of(whole.runs())).values()) {
            known.addAll(learned);
            keys.addAll(whole.without(known).bands().keys());
        }
        return keys;
    }

    /**
     * Learns runs.
     *
     * @return whether there is room for them
     */
    public static boolean add(DbExecute execute, Set<Long> runs) {
        if (runs.isEmpty()) {
            return false;
        }
        long learned = execute.get(COUNT)
                .map(row -> row.column("learned").get(Long.class))
                .orElse(0L);
        if (learned + runs.size() > MOST) {
            return false;
        }
        ADD.insert(execute, List.copyOf(new TreeSet<>(runs)), List::of);
        return true;
    }

    /** In the order in which they were learned. */
    private static SortedMap<Instant, Set<Long>> find(DbExecute execute, Collection<WordRuns> texts) {
        SortedMap<Instant, Set<Long>> found = new TreeMap<>();
        if (execute.get(ANY).isPresent()) {
            List<Long> wanted = new ArrayList<>(new TreeSet<>(
                    texts.stream().flatMap(text -> text.runs().stream()).toList()));
            execute.query(FIND, wanted.toString())
                    .forEach(row -> found.computeIfAbsent(
                                    row.column("learned_at").get(Instant.class), _ -> new HashSet<>())
                            .add(row.column("run").get(Long.class)));
        }
        return found;
    }
}
