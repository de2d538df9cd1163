/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.topics;

import io.aegis.db.InList;
import io.aegis.db.Transactions;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.embedding.Embedding;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.OwnTopic;
import io.aegis.topics.OwnTopics;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives rows that are there already the topics that operators made, for a job that looks through them. A row's version and time of
 * change stay: what it carries is no verdict. Thread-safe.
 */
public final class TopicAssignments {

    /** Most rows of one page. */
    public static final int MAX_PAGE = 500;

    /** Before all ids. */
    public static final UUID FIRST = new UUID(0, 0);

    /** Processes know of a change within seconds; until then they still give new rows what the list before it says. */
    private static final int SETTLED_SECONDS = 15;

    /** The last word on a row may be that of an LLM that was asked before; it is waited for two minutes at most. */
    private static final int RETIRED_SECONDS = 300;

    private static final String DUE = """
            SELECT version, applied_version,
              version <> applied_version AND changed_at <= UTC_TIMESTAMP(6) - INTERVAL ? SECOND AS is_due
            FROM own_topic_list WHERE id = 1""";

    private static final String RETIRED =
            "SELECT number FROM own_topic_retired WHERE retired_at <= UTC_TIMESTAMP(6) - INTERVAL ? SECOND";

    private static final String APPLIED =
            "UPDATE own_topic_list SET applied_version = GREATEST(applied_version, ?) WHERE id = 1";

    private static final String FREE = "DELETE FROM own_topic_retired WHERE number = ?";

    private static final String ROW = """
            SELECT feedback.id, clean_content, own_topics, vector
            FROM feedback LEFT JOIN feedback_vector ON feedback_id = feedback.id AND model = ?
            """;

    private static final String PAGE = ROW + "WHERE feedback.id > ? ORDER BY feedback.id LIMIT ?";

    private static final String NEW_VECTORS = """
            SELECT feedback.id, clean_content, own_topics, vector, feedback_vector.created_at
            FROM feedback_vector FORCE INDEX (feedback_vector_made) JOIN feedback ON feedback_id = feedback.id
            WHERE model = ? AND feedback_vector.created_at >= ?
              AND (feedback_vector.created_at > ? OR feedback_id > ?)
            ORDER BY feedback_vector.created_at, feedback_id LIMIT ?""";

    private static final String COMPARED_UNTIL = "SELECT compared_until FROM own_topic_list WHERE id = 1";
    private static final String COMPARED =
            "UPDATE own_topic_list SET compared_until = GREATEST(compared_until, ?) WHERE id = 1";

    private static final String ASSIGN =
            "UPDATE feedback SET own_topics = (own_topics & ~?) | ? WHERE id IN (" + InList.MARKS + ")";

    private final Transactions transactions;

    /** Works on a database. */
    public TopicAssignments(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Why all rows have to be looked through now; empty when they need not be. */
    public Optional<TopicPass> due(Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(deadline, execute -> {
            DbRow state = execute.get(DUE, SETTLED_SECONDS).orElseThrow();
            boolean due = state.column("is_due").get(Boolean.class);
            Set<Integer> retired = numbers(execute);
            if (!due && retired.isEmpty()) {
                return Optional.empty();
            }
            long version = state.column("version").get(Long.class);
            long applied = state.column("applied_version").get(Long.class);
            List<OwnTopic> topics = new ArrayList<>();
            long changed = 0;
            for (DbRow row : execute.query(TopicColumns.SELECT).toList()) {
                OwnTopic topic = TopicColumns.read(row);
                topics.add(topic);
                changed |= due && row.column("changed_version").get(Long.class) > applied ? topic.bit() : 0;
            }
            return Optional.of(
                    new TopicPass(new OwnTopics(version, topics), changed, retired, due ? version : applied));
        });
    }

    private static Set<Integer> numbers(DbExecute execute) {
        return execute.query(RETIRED, RETIRED_SECONDS)
                .map(row -> row.column("number").get(Integer.class))
                .collect(Collectors.toSet());
    }

    /** Keeps that all rows were looked through: the numbers that no row carries any more can be given again. */
    public void done(TopicPass pass, Deadline deadline) throws DatabaseUnavailableException {
        transactions.transaction(deadline, execute -> {
            execute.update(APPLIED, pass.applied());
            pass.retired().forEach(number -> execute.delete(FREE, number));
            return true;
        });
    }

    /**
     * Rows in the order of their ids.
     *
     * @param model whose vectors they come with
     * @param after the last id of the page before, or {@link #FIRST}
     */
    public List<TopicRow> page(String model, UUID after, Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(deadline, execute -> {
            try (Stream<DbRow> rows = execute.query(PAGE, model, after, MAX_PAGE)) {
                return rows.map(TopicAssignments::row).toList();
            }
        });
    }

    /** A moment, in the time of vectors, before which all vectors have been compared with examples. */
    public Instant comparedUntil(Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(
                deadline,
                execute -> execute.get(COMPARED_UNTIL)
                        .orElseThrow()
                        .column("compared_until")
                        .get(Instant.class));
    }

    /** Keeps such a moment. */
    public void compared(Instant until, Deadline deadline) throws DatabaseUnavailableException {
        transactions.transaction(deadline, execute -> execute.update(COMPARED, Utc.of(until)));
    }

    /**
     * Rows whose vectors were made at a moment or after it, in the order of these moments.
     *
     * @param model whose vectors
     * @param since when the last vector of the page before was made, or where to begin
     * @param after the row of that vector, or {@link #FIRST}
     */
    public List<NewVector> newVectors(String model, Instant since, UUID after, Deadline deadline)
            throws DatabaseUnavailableException {
        LocalDateTime from = Utc.of(since);
        return transactions.transaction(deadline, execute -> {
            try (Stream<DbRow> rows = execute.query(NEW_VECTORS, model, from, from, after, MAX_PAGE)) {
                return rows.map(row ->
                                new NewVector(row(row), row.column("created_at").get(Instant.class)))
                        .toList();
            }
        });
    }

    /** Gives and takes, in one transaction. */
    public void assign(List<TopicChange> changes, Deadline deadline) throws DatabaseUnavailableException {
        Map<Bits, List<UUID>> alike = changes.stream()
                .collect(Collectors.groupingBy(
                        change -> new Bits(change.taken(), change.given()),
                        LinkedHashMap::new,
                        Collectors.mapping(TopicChange::feedback, Collectors.toList())));
        transactions.transaction(deadline, execute -> {
            alike.forEach((bits, rows) -> InList.each(rows, block -> {
                List<Object> parameters = new ArrayList<>(List.of(bits.taken(), bits.given()));
                parameters.addAll(InList.filled(block));
                execute.createUpdate(ASSIGN).params(parameters).execute();
            }));
            return true;
        });
    }

    private record Bits(long taken, long given) {}

    private static TopicRow row(DbRow row) {
        return new TopicRow(
                row.column("id").get(UUID.class),
                row.column("clean_content").get(String.class),
                row.column("own_topics").get(Long.class),
                row.column("vector").as(byte[].class).asOptional().map(Embedding::of));
    }
}
