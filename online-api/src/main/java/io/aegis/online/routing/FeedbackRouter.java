/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.routing;

import io.aegis.db.routing.RoutableRow;
import io.aegis.db.routing.RoutingLog;
import io.aegis.db.routing.RoutingQueue;
import io.aegis.db.routing.RoutingRuleStore;
import io.aegis.db.routing.RoutingRules;
import io.aegis.db.routing.RuleMatches;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.routing.RoutedText;
import io.aegis.routing.RoutingRule;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.CurrentOwnTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes feedback as it is written and whenever it changes, one process at a time, in the order of changes. A row is seen a little after
 * the time that it carries, so the last minute is looked through again twice a minute: a rule takes a row once, however often both
 * are looked at. Rows of groups that grew are looked at where rules ask for that. When rules are changed, rows that have a rule's priority are looked through once. Has no thread of its own; one
 * thread calls {@link #route} again and again.
 */
final class FeedbackRouter {

    /** How often to look. */
    static final Duration EVERY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(FeedbackRouter.class);

    /** Longer than a call of {@link #route} takes. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** How long after the time that it carries a row may be committed, the clocks of machines included. */
    private static final Duration OVERLAP = Duration.ofSeconds(60);

    private static final Duration AGAIN = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MOST_PAGES = 10;

    /** Before all ids. */
    private static final UUID FIRST = new UUID(0, 0);

    private final RoutingRuleStore store;
    private final RoutingQueue queue;
    private final RoutingLog log;
    private final RoutedPayload payload;
    private final CurrentOwnTopics topics;
    private final Ticker ticker;
    private final UUID owner;
    private final GrownGroups groups;

    private CurrentRoutingRules current = CurrentRoutingRules.UNREAD;
    private Optional<RoutingQueue.Place> place = Optional.empty();
    /** How far rows with a rule's priority were looked through by these rules; empty when all were. */
    private Optional<UUID> revisited = Optional.empty();

    /** Since when rules ask how large groups are. */
    private Optional<Instant> growthSince = Optional.empty();

    /** The latest change that was looked at. */
    private Instant head = Instant.EPOCH;

    private long lookedAgain;
    private boolean away;

    /**
     * A router.
     *
     * @param payload writes what channels are told
     * @param topics those that operators made
     * @param owner tells this process from others
     */
    FeedbackRouter(
            RoutingRuleStore store,
            RoutingQueue queue,
            RoutingLog log,
            RoutedPayload payload,
            CurrentOwnTopics topics,
            Ticker ticker,
            UUID owner) {
        this.store = store;
        this.queue = queue;
        this.log = log;
        this.payload = payload;
        this.topics = topics;
        this.ticker = ticker;
        this.owner = owner;
        this.groups = new GrownGroups(queue);
        this.lookedAgain = ticker.nanos();
    }

    /** A row, what conditions see of it, and the rules that are about it. */
    private record Candidate(RoutableRow row, RoutedText text, RuleMatches matches) {}

    /** Routes what has changed since the last call, up to a bound. What cannot be done now is done by a later call. */
    void route() {
        try {
            Optional<RoutingRules> newer = store.newerThan(current.rules().version(), deadline());
            if (newer.isPresent()) {
                take(newer.get());
            }
            if (current.conditions().isEmpty() && revisited.isEmpty()) {
                return;
            }
            Optional<Instant> routedTo = queue.lease(owner, LEASE, deadline());
            if (routedTo.isEmpty()) {
                place = Optional.empty();
                groups.forget();
                return;
            }
            revisit();
            if (!current.conditions().isEmpty()) {
                RoutingQueue.Place from = place.orElseGet(() -> start(routedTo.get()));
                follow(from);
                if (growthSince.isPresent()) {
                    groups.follow(growthSince.get(), from, this::routeAll, this::deadline);
                }
            }
            away = false;
        } catch (DatabaseUnavailableException e) {
            if (!away) {
                LOG.warn("Feedback is routed later: {}", e.getMessage());
            }
            away = true;
        }
    }

    private void take(RoutingRules newer) throws DatabaseUnavailableException {
        // They may ask for a topic that was made a moment ago.
        topics.refresh();
        revisited = queue.revisited(deadline()) == newer.version() ? Optional.empty() : Optional.of(FIRST);
        current = CurrentRoutingRules.of(newer);
        growthSince = current.growthSince();
        place = Optional.empty();
        groups.forget();
    }

    /** Rows whose rule was removed or changed get the priority that they have without it, also where nothing else changes them. */
    private void revisit() throws DatabaseUnavailableException {
        for (int pages = 0; pages < MOST_PAGES && revisited.isPresent(); pages++) {
            RoutingQueue.Ruled ruled = queue.ruled(revisited.get(), deadline());
            routeAll(ruled.rows());
            revisited = ruled.reached();
            if (revisited.isEmpty()) {
                queue.saveRevisited(owner, current.rules().version(), deadline());
            }
        }
    }

    private void routeAll(List<RoutableRow> rows) throws DatabaseUnavailableException {
        List<Candidate> candidates = rows.stream().map(this::candidate).toList();
        Map<UUID, Set<String>> taken = taken(candidates);
        for (Candidate each : candidates) {
            route(each, taken.getOrDefault(each.row().id(), Set.of()));
        }
    }

    /** Where an earlier process was, but not before there was any rule. */
    private RoutingQueue.Place start(Instant routedTo) {
        Instant first = current.rules().since().values().stream()
                .min(Instant::compareTo)
                .filter(routedTo::isBefore)
                .orElse(routedTo);
        head = first;
        return RoutingQueue.Place.before(first.minus(OVERLAP));
    }

    private void follow(RoutingQueue.Place from) throws DatabaseUnavailableException {
        RoutingQueue.Place at = from;
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            List<RoutableRow> rows = queue.changed(at, deadline());
            List<Candidate> candidates = rows.stream().map(this::candidate).toList();
            Map<UUID, Set<String>> taken = taken(candidates);
            for (Candidate each : candidates) {
                route(each, taken.getOrDefault(each.row().id(), Set.of()));
                at = RoutingQueue.placeOf(each.row());
                head = at.changedAt().isAfter(head) ? at.changedAt() : head;
                // What fails later begins again here.
                place = Optional.of(at);
            }
            if (rows.size() < RoutingQueue.MAX_PAGE) {
                at = caughtUp(at);
                break;
            }
        }
        place = Optional.of(at);
        queue.save(owner, head, deadline());
    }

    /** Back by the overlap, now and then; only who has caught up may, so that nobody falls behind for it. */
    private RoutingQueue.Place caughtUp(RoutingQueue.Place at) {
        if (ticker.nanos() - lookedAgain < AGAIN.toNanos()) {
            return at;
        }
        lookedAgain = ticker.nanos();
        groups.lookAgain(OVERLAP);
        return RoutingQueue.Place.before(head.minus(OVERLAP));
    }

    private Candidate candidate(RoutableRow row) {
        RoutedText text = row.text(topics);
        return new Candidate(row, text, current.matching(row, text));
    }

    private Map<UUID, Set<String>> taken(List<Candidate> candidates) throws DatabaseUnavailableException {
        return log.taken(
                candidates.stream()
                        .filter(each -> !each.matches().taking().isEmpty())
                        .map(each -> each.row().id())
                        .toList(),
                deadline());
    }

    /** Most rows that are looked at again need nothing, not even their lock. */
    private void route(Candidate candidate, Set<String> taken) throws DatabaseUnavailableException {
        RoutableRow row = candidate.row();
        RuleMatches matches = candidate.matches();
        boolean done = !row.open()
                || (matches.taking().stream().map(RoutingRule::name).allMatch(taken::contains)
                        && matches.priority(row.priority(), row.verdictPriority()) == row.priority());
        if (!done) {
            log.apply(
                    row.id(),
                    matches,
                    current.rules().version(),
                    (rule, priority) -> payload.of(row, candidate.text(), rule, priority),
                    deadline());
        }
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
