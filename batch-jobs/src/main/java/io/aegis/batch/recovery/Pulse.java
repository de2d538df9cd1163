package io.aegis.batch.recovery;

import io.aegis.batch.launch.Control;
import io.aegis.batch.launch.InstanceKey;
import io.aegis.batch.launch.Node;
import io.aegis.batch.launch.Running;
import io.aegis.batch.launch.RunningExecutions;
import io.aegis.db.jobs.LaunchLock;
import io.aegis.db.jobs.LaunchLocks;
import io.aegis.deadline.Ticker;
import io.aegis.ledger.LedgerUnavailableException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a process does every few seconds while it runs jobs: says that it is alive, and stops what is to stop. */
public final class Pulse {

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    private final Node node;
    private final RunningExecutions running;
    private final LaunchLocks locks;
    private final Control control;
    private final Ticker ticker;

    /** The pulse of this process. */
    public Pulse(Node node, RunningExecutions running, LaunchLocks locks, Control control, Ticker ticker) {
        this.node = node;
        this.running = running;
        this.locks = locks;
        this.control = control;
        this.ticker = ticker;
    }

    /**
     * Does it once.
     *
     * @throws LedgerUnavailableException when the database does not answer
     */
    public void beat() throws LedgerUnavailableException {
        if (!node.beat()) {
            // Others may run all of it by now.
            LOG.warn("stops what it runs, which is no longer its own");
            running.all().forEach(Running::disown);
        }
        Optional<UUID> owner = node.owner();
        if (owner.isEmpty() || running.all().isEmpty()) {
            return;
        }
        for (LaunchLock lock : locks.of(owner.get(), control.deadline(ticker))) {
            if (lock.stopAsked()) {
                running.find(InstanceKey.of(lock)).ifPresent(Running::stop);
            }
        }
    }
}
