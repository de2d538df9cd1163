/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.db.outbox.OutboxStore;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
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

    /** The event of a message that somebody sends to try a channel out. */
    static final String TEST = "channel.test";

    private static final Logger LOG = LoggerFactory.getLogger(Alerting.class);

    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("alert").factory());
    private final AlertSender sender;
    private final AlertDispatcher dispatcher;
    private final SsrfFilter filter;
    private final Ticker ticker;
    private boolean away;

    /**
     * Prepares to deliver.
     *
     * @param store where alerts wait
     * @param channels where they go
     * @param dashboard where links lead
     * @param allowPrivate whether addresses that are not public may be called
     * @param clock dates signatures
     * @param ticker for deadlines
     */
    public Alerting(
            OutboxStore store,
            ChannelDirectory channels,
            URI dashboard,
            boolean allowPrivate,
            Clock clock,
            Ticker ticker) {
        this.ticker = ticker;
        this.filter = new SsrfFilter(InetAddress::getAllByName, allowPrivate);
        this.sender = new AlertSender(filter, dashboard, new ObjectMapper(), clock, threads, AlertSender.LIMIT);
        this.dispatcher = new AlertDispatcher(
                new StoredOutbox(store, UUID::randomUUID, ticker),
                sender,
                new DeliveryBackoff(new Random()),
                threads,
                channels);
    }

    /**
     * Delivers what is due, and what comes due meanwhile, until all is delivered or one delivery might be: what is still under
     * way then goes on. To be called again and again, by one thread.
     */
    public void deliver() {
        Deadline end = Deadline.after(ticker, AlertSender.LIMIT);
        try {
            boolean more = true;
            while (more) {
                more = dispatcher.deliverDue(EVERY) && !end.passed();
                away = false;
            }
        } catch (DatabaseUnavailableException e) {
            if (!away) {
                LOG.warn("The outbox cannot be read, alerts wait: {}", e.getMessage());
            }
            away = true;
        }
    }

    /**
     * Sends a message to a channel at once, beside the outbox; takes up to {@link AlertSender#LIMIT}.
     *
     * @param payload a JSON object
     */
    public Delivery tryOut(Channel channel, String payload) {
        return sender.send(new Alert(UUID.randomUUID(), UUID.randomUUID(), channel.name(), TEST, payload, 0), channel);
    }

    /** Why a host is never called, as far as it tells by itself: names are looked up when something is sent. */
    public Optional<String> refusalOf(String host) {
        return filter.refusalOf(host);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
