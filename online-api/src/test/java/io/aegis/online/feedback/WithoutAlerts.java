/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import io.aegis.db.Database;
import io.aegis.db.outbox.Alerts;
import io.aegis.deadline.Ticker;
import io.aegis.online.runtime.ApiRuntime;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.online.topics.TopicsModule;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** The feedback module as it runs, with no channel to tell anybody by. */
public final class WithoutAlerts {

    private WithoutAlerts() {}

    /** Makes it, to be closed with the runtime. */
    public static FeedbackModule module(
            OnlineSettings settings, ApiRuntime runtime, Database database, TopicsModule topics) {
        return runtime.closing(
                "feedback",
                new FeedbackModule(
                        settings,
                        runtime,
                        database,
                        new Alerts(List.of(), UUID::randomUUID),
                        topics.current(),
                        Clock.systemUTC(),
                        Ticker.system()));
    }
}
