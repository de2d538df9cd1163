/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.db.jobs.Heartbeats;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The identity of this worker process, as the others know it. It has a name while it is alive to them: when it was silent for so long that they
 * took it for dead, it gets another one, and what it ran under the old one is no longer its own. Thread-safe.
 */
public final class WorkerIdentity {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerIdentity.class);

    private final Heartbeats heartbeats;
    private final HostIdentity host;
    private final JobControlSettings settings;
    private final Ticker ticker;
    private final Supplier<UUID> ids;
    private volatile Optional<UUID> owner = Optional.empty();

    /** @param ids new names */
    public WorkerIdentity(
            Heartbeats heartbeats, HostIdentity host, JobControlSettings settings, Ticker ticker, Supplier<UUID> ids) {
        this.heartbeats = heartbeats;
        this.host = host;
        this.settings = settings;
        this.ticker = ticker;
        this.ids = ids;
    }

    /** Its name, while it has one. */
    public Optional<UUID> owner() {
        return owner;
    }

    /**
     * Gives a sign of life.
     *
     * @return false when the others had taken it for dead
     * @throws DatabaseUnavailableException when the database did not take the sign
     */
    public boolean beat() throws DatabaseUnavailableException {
        boolean known = owner.isEmpty() || heartbeats.beat(owner.get(), settings.deadline(ticker));
        if (!known) {
            LOG.atWarn().addKeyValue("owner", owner.get()).log("was silent for too long and counts as dead");
        }
        if (owner.isEmpty() || !known) {
            owner = Optional.empty();
            UUID fresh = ids.get();
            heartbeats.begin(fresh, host.host(), host.id(), host.pid(), settings.deadline(ticker));
            owner = Optional.of(fresh);
            LOG.atInfo().addKeyValue("owner", fresh).log("takes part in running jobs");
        }
        return known;
    }

    /** Says that it is gone, so that nobody waits for it. */
    public void end() {
        Optional<UUID> last = owner;
        owner = Optional.empty();
        last.ifPresent(name -> {
            try {
                heartbeats.end(name, settings.deadline(ticker));
            } catch (DatabaseUnavailableException e) {
                LOG.warn("could not say that it ends; the others will notice");
            }
        });
    }
}
