/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.bursts;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.Transactions;
import io.aegis.db.bursts.BurstMessage;
import io.aegis.db.channels.BurstChannels;
import io.aegis.db.outbox.AlertStore;
import io.aegis.db.outbox.Alerts;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.alert.AlertmanagerAlert;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.List;

/**
 * Puts what is told of bursts into the outbox. Repeating is safe.
 *
 * @param transactions write
 * @param channels those that are told
 * @param alertmanager whether there is one
 */
record BurstOutbox(Transactions transactions, BurstChannels channels, boolean alertmanager) {

    /** Tells the channels that operators want to be told, as they are now. */
    void tellChannels(Alerts.Cause cause, Deadline deadline) throws DatabaseUnavailableException {
        List<String> told = channels.names(deadline);
        if (!told.isEmpty()) {
            store(told).add(BurstMessage.EVENT, List.of(cause), deadline);
        }
    }

    /** Tells Alertmanager, if there is one. */
    void tellAlertmanager(List<Alerts.Cause> causes, Deadline deadline) throws DatabaseUnavailableException {
        if (alertmanager && !causes.isEmpty()) {
            store(List.of(Alerts.ALERTMANAGER)).add(AlertmanagerAlert.EVENT, causes, deadline);
        }
    }

    private AlertStore store(List<String> names) {
        return new AlertStore(transactions, new Alerts(names, UuidCreator::getTimeOrderedEpoch));
    }
}
