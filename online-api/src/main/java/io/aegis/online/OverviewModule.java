/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online;

import io.aegis.db.Database;
import io.aegis.db.ParallelReads;
import io.aegis.db.ReadAccess;
import io.aegis.db.bursts.BurstStore;
import io.aegis.db.groups.GroupQueries;
import io.aegis.db.outbox.OutboxStore;
import io.aegis.db.overview.DimensionTrends;
import io.aegis.db.overview.OperationsQueries;
import io.aegis.db.overview.QualityQueries;
import io.aegis.db.overview.TrendQueries;
import io.aegis.deadline.Ticker;
import io.aegis.llm.ProviderState;
import io.aegis.online.http.Routes;
import io.aegis.online.overview.LocalHealth;
import io.aegis.online.overview.OverviewRoutes;
import io.aegis.online.overview.TrendRoutes;
import io.aegis.topics.CurrentOwnTopics;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The routes of those who look at the whole: how it goes, how it went, and what is wrong.
 *
 * @param database as it is now
 * @param lists what is counted, which may be a little behind
 * @param topics of operators
 */
record OverviewModule(Database database, ReadAccess lists, CurrentOwnTopics topics, Clock clock, Ticker ticker) {

    /**
     * All of them.
     *
     * @param outbox of alerts
     * @param providers of LLMs, by name
     * @param signs what this process sees by itself
     */
    List<Routes> routes(
            OutboxStore outbox, Supplier<Map<String, ProviderState>> providers, Supplier<LocalHealth> signs) {
        GroupQueries groups = new GroupQueries(lists, clock);
        ParallelReads parallel = new ParallelReads(lists, Executors.newVirtualThreadPerTaskExecutor());
        return List.of(
                new OverviewRoutes(
                        new TrendQueries(parallel),
                        new OperationsQueries(database),
                        outbox,
                        new BurstStore(database, database),
                        groups,
                        topics,
                        providers,
                        signs,
                        clock,
                        ticker),
                new TrendRoutes(
                        new DimensionTrends(parallel), groups, new QualityQueries(lists), topics, clock, ticker));
    }
}
