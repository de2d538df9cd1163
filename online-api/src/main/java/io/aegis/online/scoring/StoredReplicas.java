/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring;

import io.aegis.db.series.ReplicaRegister;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.scoring.memory.Replicas;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * This process in the database's register of replicas.
 *
 * @param register of all of them
 * @param process this one's id
 * @param ticker measures how long the database may take
 */
record StoredReplicas(ReplicaRegister register, UUID process, Ticker ticker) implements Replicas.Register {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    @Override
    public List<ReplicaRegister.Replica> beat(int waiting) throws DatabaseUnavailableException {
        return register.beat(process, waiting, Deadline.after(ticker, TIMEOUT));
    }

    @Override
    public void end() throws DatabaseUnavailableException {
        register.end(process, Deadline.after(ticker, TIMEOUT));
    }
}
