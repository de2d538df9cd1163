package io.aegis.online.alerts;

import io.aegis.db.outbox.OutboxStore;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.ledger.LedgerUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The outbox in the database, seen by one process: its token tells its claims from those of other replicas. */
final class StoredOutbox implements Outbox {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final OutboxStore store;
    private final UUID token;
    private final Ticker ticker;

    StoredOutbox(OutboxStore store, UUID token, Ticker ticker) {
        this.store = store;
        this.token = token;
        this.ticker = ticker;
    }

    @Override
    public List<Alert> claim(int most, Duration lease) throws LedgerUnavailableException {
        return store.claim(token, most, lease, deadline()).stream()
                .map(row -> new Alert(row.id(), row.channel(), row.event(), row.payload(), row.attempts() - 1))
                .toList();
    }

    @Override
    public void delivered(Alert alert) throws LedgerUnavailableException {
        store.delivered(alert.id(), token, deadline());
    }

    @Override
    public void retryLater(Alert alert, Duration wait, String reason) throws LedgerUnavailableException {
        store.retryLater(alert.id(), token, wait, reason, deadline());
    }

    private Deadline deadline() {
        return Deadline.after(ticker, PATIENCE);
    }
}
