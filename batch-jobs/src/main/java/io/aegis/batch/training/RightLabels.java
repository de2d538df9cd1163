/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import io.aegis.feedback.Labels;
import io.aegis.learning.LearnedTopics;
import io.aegis.learning.LearnedVerdict;
import io.aegis.learning.TopicExample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How many labelled texts a model and the rules name rightly.
 *
 * @param texts how many there are
 * @param counts of the topics, the urgency and the sentiment
 */
record RightLabels(int texts, Map<String, Right> counts) {

    /**
     * Of one kind of label.
     *
     * @param model with the rules where it has no say
     * @param rules alone
     */
    record Right(long model, long rules) {}

    static RightLabels of(LearnedTopics learned, List<TopicExample> texts) {
        List<Said> said = texts.stream().map(text -> Said.of(learned, text)).toList();
        Map<String, Right> counts = new LinkedHashMap<>();
        counts.put("topics", right(said, Labels::topics));
        counts.put("urgency", right(said, Labels::urgent));
        counts.put("sentiment", right(said, Labels::sentiment));
        return new RightLabels(texts.size(), counts);
    }

    /** Of one text: how it is, what the model with the rules says, and what the rules say. */
    private record Said(Labels actual, Labels model, Labels rules) {

        static Said of(LearnedTopics learned, TopicExample text) {
            Labels rules = text.evidence().ruled();
            return new Said(
                    text.labels(),
                    learned.judge(text.evidence()).map(LearnedVerdict::labels).orElse(rules),
                    rules);
        }
    }

    private static Right right(List<Said> said, Function<Labels, Object> part) {
        return new Right(
                said.stream()
                        .filter(each -> part.apply(each.model()).equals(part.apply(each.actual())))
                        .count(),
                said.stream()
                        .filter(each -> part.apply(each.rules()).equals(part.apply(each.actual())))
                        .count());
    }

    /** On what the model is right less often than the rules; empty when on nothing. */
    Optional<String> lost() {
        String lost = counts.entrySet().stream()
                .filter(each -> each.getValue().model() < each.getValue().rules())
                .map(each -> "the " + each.getKey() + " of " + each.getValue().model() + ", the rules those of "
                        + each.getValue().rules())
                .collect(Collectors.joining("; "));
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of("of " + texts + " labels since it was trained it names " + lost);
    }
}
