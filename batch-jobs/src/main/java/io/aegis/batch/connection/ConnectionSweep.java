/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.connection;

import io.aegis.connection.ArrivalProbe;
import io.aegis.connection.Connections;
import io.aegis.recurring.RecurringTasks;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/** Closes connections that take too long, every second as long as there is a server. */
final class ConnectionSweep implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionSweep.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final RecurringTasks tasks = new RecurringTasks(
            Duration.ZERO,
            (task, cause) ->
                    LOG.atError().setCause(cause).addKeyValue("task", task).log("a recurring task failed"));

    ConnectionSweep(Connections connections, ArrivalProbe arrivals) {
        tasks.every(EVERY, "connections", () -> {
            connections.sweep();
            arrivals.send();
        });
    }

    @Override
    public void destroy() {
        tasks.close();
    }
}
