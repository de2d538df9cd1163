/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.routing;

import io.aegis.db.routing.RoutableRow;
import io.aegis.db.routing.RoutingQueue;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.routing.RoutingConditions;
import io.aegis.routing.RoutingRule;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.CurrentOwnTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells which rows of the last days rules would have taken. Does nothing with them. Thread-safe. */
final class RoutingDryRun {

    /** How far back it looks. */
    static final int DAYS = 30;

    /** Rows that are looked through at most, the newest. */
    static final int MOST_SCANNED = 50_000;

    /** Rows that are shown of each rule at most. */
    static final int MOST_SHOWN = 10;

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final RoutingQueue queue;
    private final CurrentOwnTopics topics;
    private final Ticker ticker;

    RoutingDryRun(RoutingQueue queue, CurrentOwnTopics topics, Ticker ticker) {
        this.queue = queue;
        this.topics = topics;
        this.ticker = ticker;
    }

    /**
     * What a rule would have taken.
     *
     * @param rule the rule
     * @param matching rows
     * @param shown the newest of them
     */
    record Taken(RoutingRule rule, int matching, List<RoutableRow> shown) {

        Taken {
            shown = List.copyOf(shown);
        }
    }

    /**
     * What was found.
     *
     * @param scanned rows that were looked through, the newest
     * @param whole whether these are all of the last days
     * @param taken for each rule, in their order
     */
    record Found(int scanned, boolean whole, List<Taken> taken) {

        Found {
            taken = List.copyOf(taken);
        }
    }

    Found of(List<RoutingRule> rules) throws DatabaseUnavailableException {
        RoutingConditions conditions = RoutingConditions.of(rules);
        Deadline end = Deadline.after(ticker, LIMIT);
        Map<String, Integer> matching = new HashMap<>();
        Map<String, List<RoutableRow>> shown = new HashMap<>();
        int scanned = 0;
        Optional<RoutableRow> last = Optional.empty();
        boolean whole = false;
        while (!whole && scanned < MOST_SCANNED && !end.passed()) {
            List<RoutableRow> rows = queue.recent(DAYS, last, Deadline.after(ticker, TIMEOUT));
            for (RoutableRow row : rows) {
                for (RoutingRule rule : conditions.holdingFor(row.text(topics))) {
                    matching.merge(rule.name(), 1, Integer::sum);
                    List<RoutableRow> few = shown.computeIfAbsent(rule.name(), _ -> new ArrayList<>());
                    if (few.size() < MOST_SHOWN) {
                        few.add(row);
                    }
                }
            }
            scanned += rows.size();
            last = rows.isEmpty() ? last : Optional.of(rows.getLast());
            whole = rows.size() < RoutingQueue.MAX_PAGE;
        }
        List<Taken> taken = rules.stream()
                .map(rule -> new Taken(
                        rule, matching.getOrDefault(rule.name(), 0), shown.getOrDefault(rule.name(), List.of())))
                .toList();
        return new Found(scanned, whole, taken);
    }
}
