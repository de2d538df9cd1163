/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import io.aegis.db.Database;
import io.aegis.db.feedback.FeedbackQueries;
import io.aegis.db.feedback.FeedbackTriage;
import io.aegis.db.stats.StatsQueries;
import io.aegis.deadline.Ticker;
import io.aegis.online.admin.StatsRoutes;
import io.aegis.online.http.Routes;
import io.aegis.online.running.RealDatabase;
import io.aegis.online.runtime.ApiRuntime;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.online.topics.TopicsModule;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the API does with feedback, but for alerts: it is posted, read, worked on and counted.
 *
 * @param queries what is read of it
 * @param topics those that operators make
 * @param routes all of these, but for the topics'
 */
public record FeedbackSide(FeedbackQueries queries, TopicsModule topics, List<Routes> routes) {

    /** Those of a database, with a deadline that a busy machine meets: for tests that are not about time. */
    public static Map<String, String> settings(RealDatabase real) {
        Map<String, String> settings = new LinkedHashMap<>(real.settings());
        settings.put("AI_TIMEOUT_SECONDS", "10");
        return settings;
    }

    /** On an open database. */
    public static FeedbackSide of(ApiRuntime runtime, OnlineSettings settings, Database database) {
        Ticker ticker = Ticker.system();
        FeedbackQueries queries = new FeedbackQueries(database);
        TopicsModule topics = new TopicsModule(runtime, database, queries, ticker);
        FeedbackModule feedback = WithoutAlerts.module(settings, runtime, database, topics);
        List<Routes> routes = List.of(
                feedback.routes(),
                new FeedbackInbox(queries, new FeedbackTriage(database, Clock.systemUTC()), topics.current(), ticker),
                new StatsRoutes(
                        new StatsQueries(database),
                        new StatsRoutes.Live(
                                feedback.meters()::latency,
                                feedback::providers,
                                topics.current()::list,
                                feedback::flush),
                        ticker));
        return new FeedbackSide(queries, topics, routes);
    }

    /** With others beside them. */
    public List<Routes> and(Routes other) {
        return Stream.concat(routes.stream(), Stream.of(other)).toList();
    }
}
