/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import io.aegis.db.outbox.OutboxStore;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** The outbox in the database. Each claim has a token of its own, so that no late outcome of an earlier one counts. */
final class StoredOutbox implements Outbox {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final OutboxStore store;
    private final Supplier<UUID> tokens;
    private final Ticker ticker;

    StoredOutbox(OutboxStore store, Supplier<UUID> tokens, Ticker ticker) {
        this.store = store;
        this.tokens = tokens;
        this.ticker = ticker;
    }

    @Override
    public List<String> due() throws DatabaseUnavailableException {
        return store.due(deadline());
    }

    @Override
    public List<Alert> claim(String channel, int most, Duration lease) throws DatabaseUnavailableException {
        UUID token = tokens.get();
        return store.claim(token, channel, most, lease, deadline()).stream()
                .map(row -> new Alert(row.id(), token, row.channel(), row.event(), row.payload(), row.attempts() - 1))
                .toList();
    }

    @Override
    public void delivered(Alert alert) throws DatabaseUnavailableException {
        store.delivered(alert.id(), alert.lease(), deadline());
    }

    @Override
    public void retryLater(Alert alert, Duration wait, String reason) throws DatabaseUnavailableException {
        store.retryLater(alert.id(), alert.lease(), wait, reason, deadline());
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
