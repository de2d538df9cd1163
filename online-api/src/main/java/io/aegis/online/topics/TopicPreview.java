/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.topics;

import io.aegis.db.feedback.FeedbackFilter;
import io.aegis.db.feedback.FeedbackQueries;
import io.aegis.db.feedback.Page;
import io.aegis.deadline.Deadline;
import io.aegis.feedback.FeedbackText;
import io.aegis.heuristic.TopicRuleCompiler;
import io.aegis.heuristic.TopicRules;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.StoredFeedback;
import io.aegis.topics.OwnTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells which recent rows would newly carry a topic by its rules. Stores nothing. Thread-safe. */
final class TopicPreview {

    /** Rows that are looked through at most, the newest. */
    static final int MOST_SCANNED = 2_000;

    /** Rows that are shown at most. */
    static final int MOST_SHOWN = 10;

    private final FeedbackQueries queries;
    private final TopicRuleCompiler compiler;

    TopicPreview(FeedbackQueries queries, TopicRuleCompiler compiler) {
        this.queries = queries;
        this.compiler = compiler;
    }

    /**
     * What was found.
     *
     * @param scanned rows that were looked through
     * @param matching those of them that would newly carry the topic
     * @param shown the newest of these
     */
    record Found(int scanned, int matching, List<StoredFeedback> shown) {

        Found {
            shown = List.copyOf(shown);
        }
    }

    /** @param known the number of the topic that would be changed: rows that carry it already are not new */
    Found of(OwnTopic topic, Optional<Integer> known, Deadline deadline) throws DatabaseUnavailableException {
        TopicRules rules = compiler.compile(Map.of(topic.number(), topic.rules()));
        long carried = known.map(number -> 1L << number).orElse(0L);
        int scanned = 0;
        int matching = 0;
        List<StoredFeedback> shown = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<StoredFeedback> page = queries.list(FeedbackFilter.ALL, FeedbackQueries.MAX_LIMIT, cursor, deadline);
            for (StoredFeedback row : page.items()) {
                scanned++;
                boolean isNew = (row.learned().ownTopics() & carried) == 0;
                if (isNew && rules.topicsOf(FeedbackText.ofSanitised(row.cleanContent())) != 0) {
                    matching++;
                    if (shown.size() < MOST_SHOWN) {
                        shown.add(row);
                    }
                }
            }
            cursor = page.nextCursor();
        } while (cursor.isPresent() && scanned < MOST_SCANNED);
        return new Found(scanned, matching, shown);
    }
}
