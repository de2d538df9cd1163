/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.routing;

import io.aegis.db.routing.RoutableRow;
import io.aegis.db.routing.RoutingQueue;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Follows groups as they grow: their rows are not changed by it, but a condition that asks for the size of the group may hold now. Not
 * thread-safe.
 */
final class GrownGroups {

    /** Of a call; the next one goes on. */
    private static final int MOST_GROUPS = 200;

    private static final int MOST_ROWS = 2_000;

    private final RoutingQueue queue;
    private Optional<RoutingQueue.Place> place = Optional.empty();
    private boolean caughtUp;

    GrownGroups(RoutingQueue queue) {
        this.queue = queue;
    }

    /** Routes rows. */
    @FunctionalInterface
    interface Router {
        void route(List<RoutableRow> rows) throws DatabaseUnavailableException;
    }

    /** Forgets how far it is. */
    void forget() {
        place = Optional.empty();
    }

    /** Looks again at what changed in a while, where nothing else is left: it may have been committed after it was looked for. */
    void lookAgain(Duration overlap) {
        if (caughtUp) {
            place = place.map(at -> RoutingQueue.Place.before(at.changedAt().minus(overlap)));
        }
    }

    /**
     * Routes rows of some groups that grew, of each the newest {@value #MOST_ROWS}.
     *
     * @param since when the rows came
     * @param start where to begin
     */
    void follow(Instant since, RoutingQueue.Place start, Router router, Supplier<Deadline> deadline)
            throws DatabaseUnavailableException {
        RoutingQueue.Place at = place.orElse(start);
        place = Optional.of(at);
        List<RoutingQueue.Place> grown = queue.grown(at, MOST_GROUPS, deadline.get());
        int rows = 0;
        for (RoutingQueue.Place group : grown) {
            if (rows >= MOST_ROWS) {
                caughtUp = false;
                return;
            }
            rows += routed(group, since, router, deadline);
            // What fails later begins again here.
            place = Optional.of(group);
        }
        caughtUp = grown.size() < MOST_GROUPS;
    }

    private int routed(RoutingQueue.Place group, Instant since, Router router, Supplier<Deadline> deadline)
            throws DatabaseUnavailableException {
        int routed = 0;
        Optional<RoutableRow> last = Optional.empty();
        boolean more = true;
        while (more && routed < MOST_ROWS) {
            List<RoutableRow> rows = queue.ofGroup(group.id(), since, last, deadline.get());
            router.route(rows);
            routed += rows.size();
            more = rows.size() == RoutingQueue.MAX_PAGE;
            last = more ? Optional.of(rows.getLast()) : Optional.empty();
        }
        return routed;
    }
}
