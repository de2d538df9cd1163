/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.topics;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.Database;
import io.aegis.db.feedback.FeedbackQueries;
import io.aegis.db.routing.RoutingRuleStore;
import io.aegis.db.topics.OwnTopicStore;
import io.aegis.db.views.SavedViews;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.heuristic.TopicRuleCompiler;
import io.aegis.online.http.Routes;
import io.aegis.online.runtime.ApiRuntime;
import io.aegis.topics.CurrentOwnTopics;
import java.time.Duration;

/** The topics that operators made, in a running process: their list, followed, and the routes that change it. */
public final class TopicsModule {

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final CurrentOwnTopics current;
    private final Routes routes;

    /**
     * Builds the module and begins to follow the list.
     *
     * @param queries read recent feedback, for previews
     */
    public TopicsModule(ApiRuntime runtime, Database database, FeedbackQueries queries, Ticker ticker) {
        OwnTopicStore store = new OwnTopicStore(database);
        TopicRuleCompiler compiler = TopicRuleCompiler.load();
        this.current = new CurrentOwnTopics(known -> store.newerThan(known, Deadline.after(ticker, TIMEOUT)), compiler);
        TopicUses uses = new TopicUses(
                new RoutingRuleStore(database), new SavedViews(database, UuidCreator::getTimeOrderedEpoch), queries);
        this.routes = new TopicRoutes(store, current, queries, compiler, uses, ticker);
        runtime.every(EVERY, "own topics", current::refresh);
    }

    /** The list, as this process knows it. */
    public CurrentOwnTopics current() {
        return current;
    }

    /** The routes that show and change it. */
    public Routes routes() {
        return routes;
    }
}
