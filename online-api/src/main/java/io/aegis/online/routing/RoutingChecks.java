/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.routing;

import io.aegis.db.routing.SeenChannels;
import io.aegis.deadline.Deadline;
import io.aegis.routing.ComparedText;
import io.aegis.routing.RoutingConditions;
import io.aegis.routing.RoutingRule;
import io.aegis.routing.RoutingVocabulary;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.CurrentOwnTopics;
import io.aegis.topics.OwnTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Holds what conditions compare with against what rows may have.
 *
 * @param topics those that operators made, and their departments
 * @param seen channels that senders told
 */
record RoutingChecks(CurrentOwnTopics topics, SeenChannels seen) {

    /**
     * A condition that holds for no row, or is not likely to.
     *
     * @param place of its rule in the list
     * @param rule its name
     * @param message why
     */
    record Warning(int place, String rule, String message) {}

    /** The values that there are now: also of topics that another process has made a moment ago. */
    RoutingVocabulary vocabulary() {
        topics.refresh();
        return new RoutingVocabulary(
                topics.list().topics().stream().map(OwnTopic::name).toList(),
                topics.routing().names());
    }

    /** What a condition compares with and no row has. */
    static Optional<String> mistakeIn(String condition, RoutingVocabulary vocabulary) {
        return RoutingConditions.comparedIn(condition).stream()
                .flatMap(each -> vocabulary.mistakeIn(each).stream())
                .findFirst();
    }

    /** What is to be said of rules that are kept all the same. */
    List<Warning> warnings(List<RoutingRule> rules, Deadline deadline) throws DatabaseUnavailableException {
        RoutingVocabulary vocabulary = vocabulary();
        List<List<ComparedText>> compared = rules.stream()
                .map(rule -> RoutingConditions.comparedIn(rule.when()))
                .toList();
        boolean asked = compared.stream()
                .flatMap(List::stream)
                .anyMatch(each -> each.variable().equals("channel"));
        Set<String> channels = asked ? seen.lately(deadline) : Set.of();
        List<Warning> warnings = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            int place = i;
            compared.get(i).stream()
                    .flatMap(each -> Stream.of(vocabulary.mistakeIn(each), RoutingVocabulary.doubtIn(each, channels))
                            .flatMap(Optional::stream))
                    .distinct()
                    .forEach(message ->
                            warnings.add(new Warning(place, rules.get(place).name(), message)));
        }
        return List.copyOf(warnings);
    }
}
