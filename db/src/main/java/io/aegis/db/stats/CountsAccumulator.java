/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.stats;

import io.aegis.db.feedback.LabelColumns;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Department;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Status;
import io.aegis.feedback.Topic;
import io.aegis.topics.RowDestination;
import io.helidon.dbclient.DbRow;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds groups of equal rows up to {@link FeedbackCounts}. */
final class CountsAccumulator {

    private final Map<Status, Long> byStatus = zeros(Status.class);
    private final Map<AnalysisSource, Long> bySource = zeros(AnalysisSource.class);
    private final Map<Sentiment, Long> bySentiment = zeros(Sentiment.class);
    private final Map<RowDestination, Long> byDestination = new HashMap<>();
    private final Map<Topic, Long> byTopic = zeros(Topic.class);
    private final SortedMap<Integer, Long> byOwnTopic = new TreeMap<>();
    private long total;
    private long urgent;
    private long urgentOpen;
    private long needsReview;
    private long submissions;

    /** Rows that are alike in all that is counted. */
    record Group(
            Status status,
            AnalysisSource source,
            Labels labels,
            boolean needsReview,
            Department department,
            long ownTopics,
            long rows,
            long submissions) {

        static Group read(DbRow row) {
            return new Group(
                    row.column("status").get(Status.class),
                    row.column("source").get(AnalysisSource.class),
                    LabelColumns.read(row),
                    row.column("needs_review").get(Boolean.class),
                    row.column("department").get(Department.class),
                    row.column("own_topics").get(Long.class),
                    row.column("row_count").get(Long.class),
                    row.column("submissions").get(Long.class));
        }
    }

    void add(Group group) {
        byStatus.merge(group.status(), group.rows(), Long::sum);
        bySource.merge(group.source(), group.rows(), Long::sum);
        bySentiment.merge(group.labels().sentiment(), group.rows(), Long::sum);
        byDestination.merge(new RowDestination(group.department(), group.ownTopics()), group.rows(), Long::sum);
        group.labels().topics().forEach(topic -> byTopic.merge(topic, group.rows(), Long::sum));
        BitSet.valueOf(new long[] {group.ownTopics()}).stream()
                .forEach(number -> byOwnTopic.merge(number, group.rows(), Long::sum));
        total += group.rows();
        urgent += group.labels().urgent() ? group.rows() : 0;
        urgentOpen += group.labels().urgent() && group.status() == Status.OPEN ? group.rows() : 0;
        needsReview += group.needsReview() ? group.rows() : 0;
        submissions += group.submissions();
    }

    FeedbackCounts counts() {
        return new FeedbackCounts(
                total,
                urgent,
                urgentOpen,
                needsReview,
                submissions - total,
                Collections.unmodifiableMap(byStatus),
                Collections.unmodifiableMap(bySource),
                Collections.unmodifiableMap(bySentiment),
                Collections.unmodifiableMap(byDestination),
                Collections.unmodifiableMap(byTopic),
                Collections.unmodifiableSortedMap(byOwnTopic));
    }

    private static <E extends Enum<E>> Map<E, Long> zeros(Class<E> vocabulary) {
        Map<E, Long> counts = new EnumMap<>(vocabulary);
        for (E word : vocabulary.getEnumConstants()) {
            counts.put(word, 0L);
        }
        return counts;
    }
}
