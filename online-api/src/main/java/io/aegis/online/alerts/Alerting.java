/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.db.outbox.OutboxStore;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alerts going out of one process. Closing it ends deliveries under way; they are repeated by whoever comes next. */
public final class Alerting implements AutoCloseable {

    /** How often to look for due alerts; most are delivered within it. */
    public static final Duration EVERY = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(Alerting.class);

    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("alert").factory());
    private final AlertDispatcher dispatcher;
    private boolean away;

    /**
     * Prepares to deliver.
     *
     * @param store where alerts wait
     * @param channels where they go
     * @param allowPrivate whether addresses that are not public may be called
     * @param clock dates signatures
     * @param ticker for deadlines
     */
    public Alerting(OutboxStore store, List<Channel> channels, boolean allowPrivate, Clock clock, Ticker ticker) {
        SsrfFilter filter = new SsrfFilter(InetAddress::getAllByName, allowPrivate);
        this.dispatcher = new AlertDispatcher(
                new StoredOutbox(store, UUID::randomUUID, ticker),
                new AlertSender(filter, new ObjectMapper(), clock, threads, AlertSender.LIMIT),
                new DeliveryBackoff(new Random()),
                threads,
                channels);
    }

    /** Delivers everything that is due. To be called again and again, by one thread. */
    public void deliver() {
        try {
            boolean more = true;
            while (more) {
                more = dispatcher.deliverDue();
            }
            away = false;
        } catch (DatabaseUnavailableException e) {
            if (!away) {
                LOG.warn("The outbox cannot be read, alerts wait: {}", e.getMessage());
            }
            away = true;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
