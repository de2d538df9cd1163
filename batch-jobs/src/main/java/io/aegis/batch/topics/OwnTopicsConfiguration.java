/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.topics;

import io.aegis.db.Database;
import io.aegis.db.topics.OwnTopicStore;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.heuristic.TopicRuleCompiler;
import io.aegis.topics.CurrentOwnTopics;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The topics that operators made, as jobs know them. */
@Configuration(proxyBeanMethods = false)
class OwnTopicsConfiguration {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Whoever works with them refreshes them first. */
    @Bean
    CurrentOwnTopics currentOwnTopics(Database database, Ticker ticker) {
        OwnTopicStore store = new OwnTopicStore(database);
        return new CurrentOwnTopics(
                known -> store.newerThan(known, Deadline.after(ticker, TIMEOUT)), TopicRuleCompiler.load());
    }
}
