/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.routing;

import io.aegis.db.feedback.LabelColumns;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Priority;
import io.aegis.feedback.Status;
import io.aegis.routing.RoutedText;
import io.aegis.topics.CurrentOwnTopics;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A row that may be routed.
 *
 * @param id of the feedback
 * @param createdAt when it was received
 * @param updatedAt when it was changed last
 * @param open whether nobody has resolved it
 * @param priority that it has
 * @param verdictPriority of its verdict, where a rule's stands in its place
 * @param source which lane its labels came from
 * @param ownTopics bits of topics that operators made
 * @param seen what conditions see of it, but for its own topics and where they take it
 */
public record RoutableRow(
        UUID id,
        Instant createdAt,
        Instant updatedAt,
        boolean open,
        Priority priority,
        Optional<Priority> verdictPriority,
        AnalysisSource source,
        long ownTopics,
        RoutedText seen) {

    /** Begins a query whose rows {@link #read} reads. */
    static final String SELECT = """
            SELECT f.id, f.created_at, f.updated_at, f.status, f.priority, f.verdict_priority, f.source, f.own_topics,
              f.clean_content, f.sentiment, f.topics, f.is_urgent, f.language, f.possibly_urgent, COALESCE(g.size, 1) AS group_size,
              COALESCE((SELECT s.channel FROM submission AS s WHERE s.feedback_id = f.id
                 ORDER BY s.submitted_at, s.id LIMIT 1), '') AS channel
            """;

    /** Where its rows come from, after what chooses them. */
    static final String GROUP = " LEFT JOIN feedback_group AS g ON g.id = f.group_id ";

    static RoutableRow read(DbRow row) {
        Labels labels = LabelColumns.read(row);
        return new RoutableRow(
                row.column("id").get(UUID.class),
                row.column("created_at").get(Instant.class),
                row.column("updated_at").get(Instant.class),
                row.column("status").get(Status.class) == Status.OPEN,
                row.column("priority").get(Priority.class),
                row.column("verdict_priority").as(Priority.class).asOptional(),
                row.column("source").get(AnalysisSource.class),
                row.column("own_topics").get(Long.class),
                new RoutedText(
                        row.column("clean_content").get(String.class),
                        labels,
                        labels.department().label(),
                        row.column("language").get(String.class),
                        row.column("possibly_urgent").get(Boolean.class),
                        List.of(),
                        row.column("channel").get(String.class),
                        row.column("group_size").get(Long.class)));
    }

    /**
     * What conditions see of it.
     *
     * @param topics those that operators made, and where they take it
     */
    public RoutedText text(CurrentOwnTopics topics) {
        return new RoutedText(
                seen.text(),
                seen.labels(),
                topics.department(seen.labels().department(), ownTopics),
                seen.language(),
                seen.possiblyUrgent(),
                topics.names(ownTopics),
                seen.channel(),
                seen.groupSize());
    }
}
