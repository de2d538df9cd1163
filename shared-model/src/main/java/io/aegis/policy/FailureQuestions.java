/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import io.aegis.monitoring.Series;
import io.aegis.monitoring.failure.FailureVerdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is asked about the actions that a verdict on a failure proposes. */
public final class FailureQuestions {

    private FailureQuestions() {}

    /** Whether each proposed action may be recommended; the labels are those that all series of the service concerned share. */
    public static List<PolicyQuestion> about(FailureVerdict verdict, Set<Series> series) {
        Map<String, String> labels = labels(series, verdict);
        return verdict.actions().stream()
                .map(action -> new PolicyQuestion(
                        action,
                        PolicyQuestion.Kind.FAILURE,
                        verdict.severity(),
                        verdict.confidence(),
                        verdict.confidence(),
                        verdict.concerned(),
                        labels,
                        verdict.type()))
                .toList();
    }

    /** Those that all series of the service that the actions are about have in common. */
    private static Map<String, String> labels(Set<Series> all, FailureVerdict verdict) {
        Optional<String> root = verdict.concerned().stream().findFirst();
        Map<String, String> common = new TreeMap<>();
        boolean first = true;
        for (Series series : all) {
            if (root.isPresent() && series.service().equals(root)) {
                if (first) {
                    common.putAll(series.labels());
                    first = false;
                } else {
                    common.entrySet()
                            .removeIf(label ->
                                    !label.getValue().equals(series.labels().get(label.getKey())));
                }
            }
        }
        return common;
    }
}
