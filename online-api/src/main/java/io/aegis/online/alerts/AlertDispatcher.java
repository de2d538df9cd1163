/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what is due in the outbox: at least once, each try on its own thread so that a slow receiver holds up nobody
 * else's alerts. Has no thread of its own: the application runs {@link #deliverDue} again and again.
 */
public final class AlertDispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(AlertDispatcher.class);

    private static final int BATCH = 16;
    /** Longer than a delivery may take, so that a claim outlives its try; a killed process's claims come due after it. */
    private static final Duration LEASE = AlertSender.LIMIT.multipliedBy(3);

    private final Outbox outbox;
    private final AlertSender sender;
    private final DeliveryBackoff backoff;
    private final ExecutorService threads;
    private final ChannelDirectory channels;

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
     * Delivers one batch and waits for it.
     *
     * @return whether more may be due
     * @throws DatabaseUnavailableException when the outbox cannot be read; nothing is lost
     */
    public boolean deliverDue() throws DatabaseUnavailableException {
        List<Alert> due = outbox.claim(BATCH, LEASE);
        List<Future<?>> tries = due.stream()
                .<Future<?>>map(alert -> threads.submit(() -> deliver(alert)))
                .toList();
        for (Future<?> one : tries) {
            try {
                one.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } catch (ExecutionException e) {
                LOG.error("A delivery ended unexpectedly; it will be tried again after its lease", e.getCause());
            }
        }
        return due.size() == BATCH;
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
                case Delivery.Failed(String reason, var retryAfter) -> {
                    Duration wait = retryAfter.orElseGet(() -> backoff.after(alert.attempts() + 1));
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
}
