/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what is due in the outbox: at least once, each try on its own thread, and so many at a time to each channel as
 * {@link DeliveryBulkhead} has room for: a backlog of one, or its silence, holds up no other. Has no thread of its own: the application
 * runs {@link #deliverDue} again and again.
 */
public final class AlertDispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(AlertDispatcher.class);

    /** Longer than a delivery may take, so that a claim outlives its try; a killed process's claims come due after it. */
    private static final Duration LEASE = AlertSender.LIMIT.multipliedBy(3);

    private final Outbox outbox;
    private final AlertSender sender;
    private final DeliveryBackoff backoff;
    private final ExecutorService threads;
    private final ChannelDirectory channels;
    private final DeliveryBulkhead underWay = new DeliveryBulkhead();

    AlertDispatcher(
            Outbox outbox,
            AlertSender sender,
            DeliveryBackoff backoff,
            ExecutorService threads,
            ChannelDirectory channels) {
        this.outbox = outbox;
        this.sender = sender;
        this.backoff = backoff;
        this.threads = threads;
        this.channels = channels;
    }

    /**
     * Begins to deliver what is due and has room, and waits until there is more room. What is under way goes on by itself.
     *
     * @param longest to wait
     * @return whether anything was under way: more may be due
     * @throws DatabaseUnavailableException when the outbox cannot be read; nothing is lost
     */
    public boolean deliverDue(Duration longest) throws DatabaseUnavailableException {
        for (String channel : outbox.due()) {
            int room = underWay.room(channel);
            if (room > 0) {
                outbox.claim(channel, room, LEASE).forEach(this::begin);
            }
        }
        try {
            return underWay.awaitEnd(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void begin(Alert alert) {
        underWay.begin(alert.channel());
        try {
            threads.execute(() -> {
                try {
                    deliver(alert);
                } catch (RuntimeException | Error e) {
                    LOG.error("A delivery ended unexpectedly; it will be tried again after its lease", e);
                } finally {
                    underWay.end(alert.channel());
                }
            });
        } catch (RejectedExecutionException e) {
            // The process ends; whoever comes next delivers it after the lease.
            underWay.end(alert.channel());
        }
    }

    private void deliver(Alert alert) {
        try {
            Delivery delivery = channels.find(alert.channel())
                    .map(channel -> sender.send(alert, channel))
                    .orElseGet(() -> new Delivery.Failed(
                            "channel " + alert.channel() + " is not configured any more",
                            Optional.of(Duration.ofHours(1))));
            switch (delivery) {
                case Delivery.Taken _ -> outbox.delivered(alert);
                case Delivery.TakenInPart _ -> {
                    LOG.warn("Alert {} was taken for some of those that {} is for", alert.id(), alert.channel());
                    outbox.delivered(alert);
                }
                case Delivery.Failed(String reason, var retryAfter) -> {
                    Duration wait = longer(backoff.after(alert.attempts() + 1), retryAfter.orElse(Duration.ZERO));
                    LOG.warn(
                            "Alert {} not delivered to {} (try {}): {}; next try in {} s",
                            alert.id(),
                            alert.channel(),
                            alert.attempts() + 1,
                            reason,
                            wait.toSeconds());
                    outbox.retryLater(alert, wait, reason);
                }
            }
            channels.told(alert.channel(), delivery);
        } catch (DatabaseUnavailableException e) {
            // The lease ends by itself: the receiver may get it twice, which at-least-once allows.
            LOG.warn("Outcome of alert {} could not be stored: {}", alert.id(), e.getMessage());
        }
    }

    /** A receiver may ask for more time than it would get, not for less: it would be asked as often for ever. */
    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
