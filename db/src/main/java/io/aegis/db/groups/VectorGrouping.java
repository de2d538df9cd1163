/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import io.aegis.cache.LruMap;
import io.aegis.db.InList;
import io.aegis.db.ReadAccess;
import io.aegis.db.Transactions;
import io.aegis.db.commonwords.LearnedRuns;
import io.aegis.db.vectors.FeedbackVector;
import io.aegis.deadline.Deadline;
import io.aegis.embedding.Embedding;
import io.aegis.embedding.TextEmbedder;
import io.aegis.grouping.DistinctWords;
import io.aegis.grouping.HyperplaneBands;
import io.aegis.grouping.Opposites;
import io.aegis.grouping.WordRuns;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.IdRange;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts rows that are in no group after {@link TextGrouping} into groups by their vectors: the same complaint in other words. Rows are
 * looked at once, when they have got their vector; one without a direction groups nothing; where a person put one, it stays. Not
 * thread-safe: one for each run.
 */
public final class VectorGrouping {

    /** The index holds the rows whose vectors were not looked at, in the order of their ids; few of them wait for theirs long. */
    private static final String WAITING = """
            FROM feedback_fingerprint AS waiting FORCE INDEX (fingerprint_vector)%s
            WHERE waiting.has_vector = FALSE AND waiting.feedback_id > ? AND waiting.feedback_id < ?%s
            ORDER BY waiting.feedback_id DESC LIMIT\s""";

    private static final String NEXT = "SELECT feedback_vector.feedback_id, vector "
            + WAITING.formatted(
                    " STRAIGHT_JOIN feedback_vector ON feedback_vector.feedback_id = waiting.feedback_id",
                    " AND model = ?")
            + "?";

    private static final String BELOW = "SELECT waiting.feedback_id " + WAITING.formatted("", "") + "1 OFFSET ?";

    private static final String LOOKED_AT = """
            UPDATE JSON_TABLE(?, '$[*]' COLUMNS (wanted CHAR(36) PATH '$')) AS rows_wanted
            STRAIGHT_JOIN feedback_fingerprint ON feedback_id = wanted SET has_vector = TRUE""";

    private static final String ROLES = """
            SELECT feedback_fingerprint.feedback_id, feedback_fingerprint.group_id IS NULL AND NOT by_hand AS joins,
              feedback_fingerprint.group_id IS NULL OR anchor_id = feedback_fingerprint.feedback_id AS indexed
            FROM JSON_TABLE(?, '$[*]' COLUMNS (wanted CHAR(36) PATH '$')) AS rows_wanted
            STRAIGHT_JOIN feedback_fingerprint ON feedback_id = wanted
            LEFT JOIN feedback_group ON feedback_group.id = feedback_fingerprint.group_id""";

    private static final String STRIPPED = """
            SELECT id, clean_content FROM JSON_TABLE(?, '$[*]' COLUMNS (wanted CHAR(36) PATH '$')) AS rows_wanted
            STRAIGHT_JOIN feedback_fingerprint ON feedback_id = wanted STRAIGHT_JOIN feedback ON id = feedback_id WHERE stripped""";

    private static final String TEXTS = """
            SELECT id, clean_content FROM JSON_TABLE(?, '$[*]' COLUMNS (wanted CHAR(36) PATH '$')) AS rows_wanted
            STRAIGHT_JOIN feedback ON id = wanted""";

    private static final String VECTORS =
            "SELECT feedback_id, vector FROM feedback_vector WHERE feedback_id IN (" + InList.MARKS + ") AND model = ?";

    /** Of so many texts that say the same, hardly all say the opposite. */
    private static final int NEAREST = 3;

    /** A rest may have a thousand letters, and its vector 384 bytes. */
    private static final int REMEMBERED_RESTS = 10_000;

    private final ReadAccess reads;
    private final Transactions transactions;
    private final TextEmbedder embedder;
    private final String model;
    private final Supplier<UUID> ids;
    private final TextGrouping texts;
    private final HyperplaneBands bands = new HyperplaneBands();
    private final Opposites opposites = Opposites.load();

    /** Vectors of what is left of texts: anchors are met again and again, and each vector takes milliseconds. */
    private final Map<String, Embedding> ofRests = new LruMap<>(REMEMBERED_RESTS);

    /**
     * A run.
     *
     * @param reads finds the rows
     * @param transactions group them
     * @param embedder whose vectors they are, and which makes those of what is left of a text
     * @param ids new UUIDv7s
     */
    public VectorGrouping(ReadAccess reads, Transactions transactions, TextEmbedder embedder, Supplier<UUID> ids) {
        this.reads = reads;
        this.transactions = transactions;
        this.embedder = embedder;
        this.model = embedder.model();
        this.texts = new TextGrouping(reads, transactions, ids);
        this.ids = ids;
    }

    /** The newest vectors of a range that nobody looked at, of rows that {@link TextGrouping} has, in the order of their ids. */
    public List<FeedbackVector> next(IdRange range, int limit, Deadline deadline) throws DatabaseUnavailableException {
        return reads.read(deadline, execute -> {
            try (Stream<DbRow> rows = execute.query(NEXT, range.after(), range.before(), model, limit)) {
                return rows.map(VectorGrouping::vector).toList().reversed();
            }
        });
    }

    /**
     * The id of the row that has so many others of a range behind it whose vectors nobody looked at.
     *
     * @return empty when the range has no more such rows than that
     */
    public Optional<UUID> below(IdRange range, int rows, Deadline deadline) throws DatabaseUnavailableException {
        return reads.read(
                deadline,
                execute -> execute.get(BELOW, range.after(), range.before(), rows)
                        .map(row -> row.column("feedback_id").get(UUID.class)));
    }

    /** What a row may do: join a group, be joined by others. */
    private record Role(boolean joins, boolean indexed) {}

    /** Groups rows by their vectors, in one transaction. */
    public GroupingResult group(List<FeedbackVector> vectors, Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(deadline, execute -> {
            GroupLock.take(execute);
            String all = MemberRow.json(
                    vectors.stream().map(FeedbackVector::feedback).toList());
            execute.update(LOOKED_AT, all);
            Map<UUID, Role> roles = new HashMap<>();
            execute.query(ROLES, all)
                    .forEach(row -> roles.put(
                            row.column("feedback_id").get(UUID.class),
                            new Role(
                                    row.column("joins").get(Boolean.class),
                                    row.column("indexed").get(Boolean.class))));
            return group(execute, restated(execute, vectors), roles);
        });
    }

    private GroupingResult group(DbExecute execute, List<FeedbackVector> vectors, Map<UUID, Role> roles) {
        record Keyed(UUID id, Embedding vector, Role role, List<Long> keys) {}
        List<Keyed> rows = vectors.stream()
                // What the model cannot read would meet everything else that it cannot.
                .filter(each -> each.vector().hasDirection())
                .map(each -> new Keyed(
                        each.feedback(),
                        each.vector(),
                        roles.getOrDefault(each.feedback(), new Role(false, false)),
                        bands.keys(each.vector())))
                .filter(row -> row.role().indexed())
                .toList();
        Set<Long> wanted = new HashSet<>();
        rows.forEach(row -> wanted.addAll(row.keys()));
        BandIndex index = BandIndex.of(execute, wanted);
        Set<UUID> candidates = new HashSet<>();
        rows.forEach(row -> candidates.addAll(index.candidates(row.id(), row.keys())));
        Map<UUID, Embedding> known = find(execute, candidates);
        candidates.removeAll(known.keySet());
        index.remove(execute, candidates);
        Set<UUID> near = new HashSet<>();
        for (Keyed row : rows) {
            near.add(row.id());
            if (row.role().joins()) {
                near.addAll(near(row.vector(), index.candidates(row.id(), row.keys()), known));
            }
        }
        Map<UUID, DistinctWords> words = words(execute, near);
        GroupJoins joins = new GroupJoins();
        for (Keyed row : rows) {
            Optional<UUID> anchor = row.role().joins()
                    ? near(row.vector(), index.candidates(row.id(), row.keys()), known).stream()
                            .filter(each -> !areOpposites(words.get(row.id()), words.get(each)))
                            .findFirst()
                    : Optional.empty();
            if (anchor.isPresent()) {
                joins.add(row.id(), anchor.get());
            } else {
                index.add(row.id(), row.keys());
                known.put(row.id(), row.vector());
            }
        }
        GroupJoins.Joined joined = joins.store(execute, ids);
        index.remove(execute, joined.gone());
        rows.stream().filter(row -> joined.alone().contains(row.id())).forEach(row -> index.add(row.id(), row.keys()));
        index.store(execute);
        List<UUID> doubled = new ArrayList<>();
        GroupingResult result = GroupingResult.of(execute, joined.groups(), doubled::add);
        texts.nameOrUntangle(execute, doubled);
        return result;
    }

    /** The texts that say most nearly the same, if any do, the nearest first; of equal ones the first. */
    private static List<UUID> near(Embedding vector, List<UUID> candidates, Map<UUID, Embedding> known) {
        record Near(UUID id, double cosine) {}
        return candidates.stream()
                .sorted()
                .map(each -> new Near(
                        each,
                        Optional.ofNullable(known.get(each)).map(vector::cosine).orElse(-1.0)))
                .filter(each -> each.cosine() >= HyperplaneBands.SAME)
                .sorted(Comparator.comparingDouble(Near::cosine).reversed())
                .limit(NEAREST)
                .map(Near::id)
                .toList();
    }

    private boolean areOpposites(@Nullable DistinctWords one, @Nullable DistinctWords other) {
        return one != null && other != null && opposites.are(one, other);
    }

    private static Map<UUID, DistinctWords> words(DbExecute execute, Collection<UUID> rows) {
        Map<UUID, DistinctWords> words = HashMap.newHashMap(rows.size());
        if (!rows.isEmpty()) {
            execute.query(TEXTS, MemberRow.json(rows))
                    .forEach(row -> words.put(
                            row.column("id").get(UUID.class),
                            WordRuns.of(row.column("clean_content").get(String.class))
                                    .distinct(Set.of())));
        }
        return words;
    }

    private Map<UUID, Embedding> find(DbExecute execute, Collection<UUID> rows) {
        Map<UUID, Embedding> found = new HashMap<>();
        InList.each(List.copyOf(rows), block -> {
            List<Object> parameters = new ArrayList<>(InList.filled(block));
            parameters.add(model);
            execute.createNamedQuery("vectors-of-candidates", VECTORS)
                    .params(parameters)
                    .execute()
                    .map(VectorGrouping::vector)
                    .forEach(each -> found.put(each.feedback(), each.vector()));
        });
        restated(
                        execute,
                        found.entrySet().stream()
                                .map(each -> new FeedbackVector(each.getKey(), each.getValue()))
                                .toList())
                .forEach(each -> found.put(each.feedback(), each.vector()));
        return found;
    }

    /** Vectors, for rows of which something was left out those of what is left. */
    private List<FeedbackVector> restated(DbExecute execute, List<FeedbackVector> vectors) {
        if (vectors.isEmpty()) {
            return vectors;
        }
        Map<UUID, WordRuns> stripped = new HashMap<>();
        execute.query(
                        STRIPPED,
                        MemberRow.json(
                                vectors.stream().map(FeedbackVector::feedback).toList()))
                .forEach(row -> stripped.put(
                        row.column("id").get(UUID.class),
                        WordRuns.of(row.column("clean_content").get(String.class))));
        if (stripped.isEmpty()) {
            return vectors;
        }
        Set<Long> common = LearnedRuns.known(execute, stripped.values());
        return vectors.stream()
                .map(each -> Optional.ofNullable(stripped.get(each.feedback()))
                        .map(runs -> new FeedbackVector(
                                each.feedback(), ofRests.computeIfAbsent(runs.without(common), embedder::embed)))
                        .orElse(each))
                .toList();
    }

    private static FeedbackVector vector(DbRow row) {
        return new FeedbackVector(
                row.column("feedback_id").get(UUID.class),
                Embedding.of(row.column("vector").get(byte[].class)));
    }
}
