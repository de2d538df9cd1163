/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.routing;

import io.aegis.db.Database;
import io.aegis.db.channels.ChannelStore;
import io.aegis.db.routing.RoutingLog;
import io.aegis.db.routing.RoutingQueue;
import io.aegis.db.routing.RoutingRuleStore;
import io.aegis.db.routing.SeenChannels;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.http.Routes;
import io.aegis.online.runtime.ApiRuntime;
import io.aegis.routing.RoutingRule;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.CurrentOwnTopics;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Routing in a running process: the rules, and feedback that is routed by them. */
public final class RoutingModule {

    private final Routes routes;

    /**
     * Builds the module and begins to route.
     *
     * @param channels that operators made
     * @param configured names of the channels of the settings that may be told of feedback
     * @param topics that operators made
     * @param dashboard where links lead
     * @param ids new UUIDv7s
     */
    public RoutingModule(
            ApiRuntime runtime,
            Database database,
            ChannelStore channels,
            List<String> configured,
            CurrentOwnTopics topics,
            URI dashboard,
            Supplier<UUID> ids,
            Ticker ticker) {
        RoutingRuleStore store = new RoutingRuleStore(database);
        RoutingQueue queue = new RoutingQueue(database);
        RoutingLog log = new RoutingLog(database, ids);
        FeedbackRouter router =
                new FeedbackRouter(store, queue, log, new RoutedPayload(dashboard), topics, ticker, UUID.randomUUID());
        runtime.every(FeedbackRouter.EVERY, "routing", router::route);
        this.routes = new RoutingRoutes(
                store,
                log,
                new RuledPriority(store, queue, topics),
                new RoutingDryRun(queue, topics, ticker),
                deadline -> names(channels, configured, deadline),
                new RoutingChecks(topics, new SeenChannels(database)),
                ticker);
    }

    private static Set<String> names(ChannelStore channels, List<String> configured, Deadline deadline)
            throws DatabaseUnavailableException {
        Set<String> names = new HashSet<>(configured);
        names.addAll(channels.names(deadline));
        return names;
    }

    /** The name of a rule that tells a channel something. */
    public static Optional<String> ruleFor(RoutingRuleStore store, String channel, Deadline deadline)
            throws DatabaseUnavailableException {
        return store.read(deadline).rules().stream()
                .filter(rule -> rule.then().channels().contains(channel))
                .map(RoutingRule::name)
                .findFirst();
    }

    /** The routes that show and change the rules. */
    public Routes routes() {
        return routes;
    }
}
