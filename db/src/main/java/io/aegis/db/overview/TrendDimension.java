/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.overview;

import io.aegis.db.EnumBits;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Department;
import io.aegis.feedback.Topic;
import io.aegis.topics.DepartmentRouting;
import java.util.List;
import java.util.stream.IntStream;

/** By what feedback is counted over time. Each is answered by an index alone. */
public enum TrendDimension {
    /** Topics; a row with two counts for both. */
    TOPIC("topic", "topics", "feedback", "created_at"),
    /** Topics that operators made, by their numbers; a row with two counts for both, one with none for none. */
    OWN_TOPIC("own_topic", "own_topics", "feedback", "created_at"),
    /** Departments. */
    DEPARTMENT("department", "CONCAT(department, ' ', own_topics)", "feedback", "created_at"),
    /** Whether the LLM's verdict stands, or the rules'. */
    SOURCE("source", "source", "feedback", "created_at"),
    /** Languages. */
    LANGUAGE("language", "language", "feedback", "created_at"),
    /** Sentiments. */
    SENTIMENT("sentiment", "sentiment", "feedback", "created_at"),
    /** What senders gave as channel, of each submission that told one. */
    CHANNEL("channel", "channel", "submission", "submitted_at"),
    /** Groups that say the same, by their ids; {@link SpanCounts} says which. */
    GROUP("group", "group_id", "feedback", "created_at");

    private static final String OCCURRED = "occurred_at";

    private final String label;
    private final String column;
    private final String table;
    private final String received;

    TrendDimension(String label, String column, String table, String received) {
        this.label = label;
        this.column = column;
        this.table = table;
        this.received = received;
    }

    /** The name on the wire. */
    public String label() {
        return label;
    }

    /**
     * All but groups, of which only some are counted. Takes the first moment in seconds, the length of a span in seconds, and what {@link
     * Lateness#within} takes.
     */
    String sql(Lateness lateness) {
        return sql(lateness, "");
    }

    /**
     * The same with {@code negative} and {@code urgent}, how many of the rows are; of a table that has both. The server would add whole
     * numbers up as decimals, which takes half as long again as all the rest.
     */
    String sqlWithAspects(Lateness lateness) {
        return sql(lateness, ", SUM((sentiment = 'NEGATIVE') + 0e0) AS negative, SUM(is_urgent + 0e0) AS urgent");
    }

    private String sql(Lateness lateness, String more) {
        return """
                SELECT (TO_SECONDS(%2$s) - ?) DIV ? AS bucket, %1$s AS value, COUNT(*) AS row_count%4$s
                FROM %3$s WHERE %7$s%5$s
                GROUP BY bucket, %6$s""".formatted(
                        column,
                        lateness.moment(OCCURRED, received),
                        table,
                        more,
                        told(),
                        alike(),
                        lateness.within(OCCURRED, received));
    }

    /** Only a submission may tell nothing. What cannot be NULL is not asked: the server would make the text of each row for that. */
    private String told() {
        return this == CHANNEL ? " AND channel IS NOT NULL" : "";
    }

    /** By what rows of one value are alike. Numbers; the text of a value is made once for all rows that are. */
    private String alike() {
        return this == DEPARTMENT ? "CAST(department AS UNSIGNED), own_topics" : "value";
    }

    /** Whether shares of what is counted say anything: what is told of a channel has no sentiment, and texts of a group say the same. */
    public boolean hasAspects() {
        return this != CHANNEL && this != GROUP;
    }

    /**
     * In which groups the newest rows are, by value: {@code value}, {@code group_id} or null, {@code row_count}. Takes what {@link
     * Lateness#within} takes, and how many rows at most.
     *
     * @param condition on a row of feedback, of constants alone
     */
    String groupsSql(Lateness lateness, String condition) {
        String from = this == CHANNEL ? "submission JOIN feedback ON feedback.id = submission.feedback_id" : table;
        return """
                SELECT value, group_id, COUNT(*) AS row_count FROM (
                  SELECT %1$s AS value, group_id FROM %3$s
                  WHERE %5$s AND %1$s IS NOT NULL AND %4$s ORDER BY %2$s DESC LIMIT ?) AS newest
                GROUP BY value, group_id""".formatted(column, received, from, condition, lateness.within(table + "." + OCCURRED, received));
    }

    /**
     * What a stored value counts for.
     *
     * @param routing says to which department rows go
     */
    List<String> values(String stored, DepartmentRouting routing) {
        return switch (this) {
            case TOPIC ->
                EnumBits.toSet(Topic.class, Long.parseLong(stored)).stream()
                        .map(Topic::label)
                        .toList();
            case OWN_TOPIC -> numbers(Long.parseUnsignedLong(stored));
            case DEPARTMENT -> List.of(department(stored.split(" ", 2), routing));
            case SOURCE -> List.of(AnalysisSource.valueOf(stored).label());
            case LANGUAGE, SENTIMENT, CHANNEL, GROUP -> List.of(stored);
        };
    }

    private static String department(String[] stored, DepartmentRouting routing) {
        return routing.of(Department.valueOf(stored[0]), Long.parseLong(stored[1]));
    }

    private static List<String> numbers(long bits) {
        return IntStream.range(0, Long.SIZE)
                .filter(number -> (bits >>> number & 1) == 1)
                .mapToObj(Integer::toString)
                .toList();
    }
}
