/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.overview;

import io.aegis.db.EnumBits;
import io.aegis.db.ReadAccess;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.feedback.Topic;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts how often verdicts agree with what reviewers decided, and how the LLM was in time. Thread-safe. */
public final class QualityQueries {

    private static final String AGREEMENT = """
            SELECT given.lane, feedback.language, decided.topics, COUNT(*) AS verdicts,
              SUM(given.sentiment = decided.sentiment) AS sentiment, SUM(given.topics = decided.topics) AS same_topics,
              SUM(given.is_urgent = decided.is_urgent) AS urgency
            FROM review STRAIGHT_JOIN feedback ON feedback.id = review.feedback_id
              STRAIGHT_JOIN analysis AS decided ON decided.feedback_id = review.feedback_id AND decided.id = decision_id
              STRAIGHT_JOIN analysis AS given ON given.feedback_id = review.feedback_id AND given.id IN (heuristic_id, llm_id)
            WHERE is_open IS NULL AND review.created_at >= ?
            GROUP BY given.lane, feedback.language, decided.topics""";

    private static final String CALLS = """
            SELECT COALESCE(SUM(calls), 0) AS calls, COALESCE(SUM(timeouts), 0) AS late,
              COALESCE(SUM(failures), 0) AS failures, COALESCE(SUM(cost_micro_usd), 0) AS cost
            FROM llm_usage WHERE day >= DATE(?)""";

    private final ReadAccess database;

    /** Reads from a database. */
    public QualityQueries(ReadAccess database) {
        this.database = database;
    }

    /**
     * Verdicts that reviewers looked at, and how many of them were as decided.
     *
     * @param verdicts all of them
     * @param sentiment with the same sentiment
     * @param topics with exactly the same topics
     * @param urgency with the same urgency
     */
    public record Agreement(long verdicts, long sentiment, long topics, long urgency) {

        private Agreement plus(Agreement more) {
            return new Agreement(
                    verdicts + more.verdicts, sentiment + more.sentiment, topics + more.topics, urgency + more.urgency);
        }
    }

    /**
     * The LLM's calls.
     *
     * @param calls all of them
     * @param late those that missed their deadline
     * @param failures those that gave no verdict, the late ones among them
     * @param costMicroUsd of all, in millionths of a dollar
     */
    public record Calls(long calls, long late, long failures, long costMicroUsd) {}

    /**
     * How good verdicts are, by lane: {@code HEURISTIC} and {@code LLM}.
     *
     * @param all whatever they are about
     * @param byTopic by what the reviewer decided; a row with two topics counts for both
     * @param byLanguage by the language of the text
     * @param calls of the LLM
     */
    public record Quality(
            Map<String, Agreement> all,
            Map<String, Map<String, Agreement>> byTopic,
            Map<String, Map<String, Agreement>> byLanguage,
            Calls calls) {}

    /**
     * Counts what was put to review from a moment on and is decided.
     *
     * @param from the first moment
     */
    public Quality read(Instant from, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> read(execute, from));
    }

    private static Quality read(DbExecute execute, Instant from) {
        Map<String, Agreement> all = new TreeMap<>();
        Map<String, Map<String, Agreement>> byTopic = new TreeMap<>();
        Map<String, Map<String, Agreement>> byLanguage = new TreeMap<>();
        List<DbRow> rows = execute.query(AGREEMENT, Utc.of(from)).toList();
        for (DbRow row : rows) {
            String lane = row.column("lane").get(String.class);
            Agreement agreement = new Agreement(
                    row.column("verdicts").get(Long.class),
                    row.column("sentiment").get(Long.class),
                    row.column("same_topics").get(Long.class),
                    row.column("urgency").get(Long.class));
            all.merge(lane, agreement, Agreement::plus);
            add(byLanguage, row.column("language").get(String.class), lane, agreement);
            EnumBits.toSet(Topic.class, row.column("topics").get(Long.class))
                    .forEach(topic -> add(byTopic, topic.label(), lane, agreement));
        }
        DbRow calls = execute.get(CALLS, Utc.of(from)).orElseThrow();
        return new Quality(
                all,
                byTopic,
                byLanguage,
                new Calls(
                        calls.column("calls").get(Long.class),
                        calls.column("late").get(Long.class),
                        calls.column("failures").get(Long.class),
                        calls.column("cost").get(Long.class)));
    }

    private static void add(Map<String, Map<String, Agreement>> where, String name, String lane, Agreement agreement) {
        where.computeIfAbsent(name, _ -> new TreeMap<>()).merge(lane, agreement, Agreement::plus);
    }
}
