/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.overview;

import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Feedback that first came within one span of time, counted. Not thread-safe while it is filled. */
public final class TrendBucket {

    private final Instant start;
    private final Map<Sentiment, Long> bySentiment = new EnumMap<>(Sentiment.class);
    private final Map<AnalysisSource, Long> bySource = new EnumMap<>(AnalysisSource.class);
    private final Map<Topic, Long> byTopic = new EnumMap<>(Topic.class);
    private long total;
    private long urgent;

    TrendBucket(Instant start) {
        this.start = start;
    }

    void add(AnalysisSource source, Labels labels, long rows) {
        bySentiment.merge(labels.sentiment(), rows, Long::sum);
        bySource.merge(source, rows, Long::sum);
        labels.topics().forEach(topic -> byTopic.merge(topic, rows, Long::sum));
        total += rows;
        urgent += labels.urgent() ? rows : 0;
    }

    /** When the span begins. */
    public Instant start() {
        return start;
    }

    /** All rows. */
    public long total() {
        return total;
    }

    /** Those that are urgent. */
    public long urgent() {
        return urgent;
    }

    /** Rows with a sentiment. */
    public long of(Sentiment sentiment) {
        return bySentiment.getOrDefault(sentiment, 0L);
    }

    /** Rows that carry the labels of a source. */
    public long of(AnalysisSource source) {
        return bySource.getOrDefault(source, 0L);
    }

    /** Rows with a topic; a row may have several. */
    public long of(Topic topic) {
        return byTopic.getOrDefault(topic, 0L);
    }
}
