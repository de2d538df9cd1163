/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.replica;

import io.aegis.db.PoolLoad;
import io.aegis.db.ReadAccess;
import io.aegis.db.Work;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;

/**
 * Asks a replica while it is near, and the primary when it is not or fails, so that no caller meets an error of the replica.
 * Closing it closes nothing: both belong to others.
 *
 * @param replica asked first, within half of the time there is
 * @param primary asked otherwise
 */
record ReplicaReads(ReadReplica replica, ReadAccess primary) implements ReadAccess {

    @Override
    public <T> T read(Deadline deadline, Work<T> work) throws DatabaseUnavailableException {
        if (replica.lag().isPresent()) {
            try {
                return replica.connections().read(deadline.earlierBy(deadline.remainingNanos() / 2), work);
            } catch (DatabaseUnavailableException e) {
                replica.failed(e);
            }
        }
        return primary.read(deadline, work);
    }

    @Override
    public PoolLoad reads() {
        return primary.reads();
    }

    @Override
    public void close() {}
}
