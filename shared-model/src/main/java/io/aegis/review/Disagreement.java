/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.review;

import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** When two lanes differ so much that a person should look. */
public final class Disagreement {

    private static final Set<Topic> NO_EVIDENCE = EnumSet.of(Topic.GENERAL);

    private Disagreement() {}

    /**
     * Compares the verdicts of both lanes. A neighbouring sentiment is no disagreement, nor are topics where the rules
     * found none: General is their way to say that nothing fired.
     *
     * @return why a person should look; empty when nobody needs to
     */
    public static Set<ReviewReason> between(Labels heuristic, Labels llm) {
        EnumSet<ReviewReason> reasons = EnumSet.noneOf(ReviewReason.class);
        if (opposite(heuristic.sentiment(), llm.sentiment())) {
            reasons.add(ReviewReason.SENTIMENT_FLIP);
        }
        if (llm.urgent() && !heuristic.urgent()) {
            reasons.add(ReviewReason.URGENCY_MISSED);
        }
        if (heuristic.urgent() && !llm.urgent()) {
            reasons.add(ReviewReason.URGENCY_WITHDRAWN);
        }
        if (!heuristic.topics().equals(NO_EVIDENCE) && Collections.disjoint(heuristic.topics(), llm.topics())) {
            reasons.add(ReviewReason.TOPICS_DISJOINT);
        }
        return reasons;
    }

    private static boolean opposite(Sentiment one, Sentiment other) {
        return one != other && one != Sentiment.NEUTRAL && other != Sentiment.NEUTRAL;
    }
}
