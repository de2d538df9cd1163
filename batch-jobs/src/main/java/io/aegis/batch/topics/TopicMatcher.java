/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.topics;

import io.aegis.db.topics.TopicChange;
import io.aegis.db.topics.TopicRow;
import io.aegis.feedback.FeedbackText;
import io.aegis.heuristic.TopicRules;
import io.aegis.topics.ExampleTopics;
import java.util.Optional;

/**
 * Decides which topics of operators a row carries.
 *
 * @param rules of those topics
 * @param examples of those topics
 * @param decided the topics, as bits, that are decided anew; what else a row carries stays
 * @param taken those that rows lose unless they are given them; others are only added
 */
record TopicMatcher(TopicRules rules, ExampleTopics examples, long decided, long taken) {

    /** What changes; empty when the row carries just what it should. */
    Optional<TopicChange> match(TopicRow row) {
        long byRules = rules.topicsOf(FeedbackText.ofSanitised(row.text()));
        long byExamples = row.vector().map(examples::topicsOf).orElse(0L);
        long given = (byRules | byExamples) & decided;
        long wanted = (row.ownTopics() & ~taken) | given;
        return wanted == row.ownTopics()
                ? Optional.empty()
                : Optional.of(new TopicChange(row.feedback(), taken, given));
    }
}
