/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.routing;

import io.aegis.db.routing.RoutableRow;
import io.aegis.db.routing.RoutingQueue;
import io.aegis.db.routing.RoutingRuleStore;
import io.aegis.db.routing.RoutingRules;
import io.aegis.deadline.Deadline;
import io.aegis.feedback.Priority;
import io.aegis.routing.RoutingRule;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.CurrentOwnTopics;
import java.util.Optional;
import java.util.UUID;

/** Knows of which rule a row has its priority now, which need not be the one that gave it first. Thread-safe. */
final class RuledPriority {

    private final RoutingRuleStore store;
    private final RoutingQueue queue;
    private final CurrentOwnTopics topics;

    private volatile CurrentRoutingRules current = CurrentRoutingRules.UNREAD;

    RuledPriority(RoutingRuleStore store, RoutingQueue queue, CurrentOwnTopics topics) {
        this.store = store;
        this.queue = queue;
        this.topics = topics;
    }

    /**
     * The priority of a row.
     *
     * @param value that it has
     * @param rule the name of the rule that gives it; empty when none does, or none does any more
     * @param ofVerdict that it would have without any
     */
    record Given(Priority value, Optional<String> rule, Priority ofVerdict) {}

    /** Of a row; empty when there is none. */
    Optional<Given> of(UUID feedback, Deadline deadline) throws DatabaseUnavailableException {
        Optional<RoutableRow> found = queue.find(feedback, deadline);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        RoutableRow row = found.get();
        Optional<String> rule = rules(deadline)
                .about(row, row.text(topics))
                .prioritising(row.verdictPriority())
                // Rows are routed a moment after rules were changed, and resolved ones keep what they have.
                .filter(giver -> giver.then().priority().equals(Optional.of(row.priority())))
                .map(RoutingRule::name);
        return Optional.of(new Given(row.priority(), rule, row.verdictPriority().orElse(row.priority())));
    }

    /** Compiled once for each version. */
    private CurrentRoutingRules rules(Deadline deadline) throws DatabaseUnavailableException {
        CurrentRoutingRules known = current;
        Optional<RoutingRules> newer = store.newerThan(known.rules().version(), deadline);
        if (newer.isPresent()) {
            known = CurrentRoutingRules.of(newer.get());
            current = known;
        }
        return known;
    }
}
