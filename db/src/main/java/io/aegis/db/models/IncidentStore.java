/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.models;

import io.aegis.db.MultiRowInsert;
import io.aegis.db.Transactions;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.failure.FailureVerdict;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores imported incidents. Thread-safe. */
public final class IncidentStore {

    private static final MultiRowInsert INSERT = new MultiRowInsert("""
            INSERT INTO incident (service, started_at, ended_at, failure_type, rules_type, rules_confidence, features,
              source, imported_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE id = id""");

    private final Transactions transactions;
    private final InstantSource clock;

    /** Writes to a database; the clock says when something was imported. */
    public IncidentStore(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Stores incidents in one transaction. What is stored already stays as it is, so repeating is safe. */
    public void add(List<Incident> incidents, Deadline deadline) throws DatabaseUnavailableException {
        transactions.transaction(deadline, execute -> {
            INSERT.insert(execute, incidents, this::columns);
            return incidents.size();
        });
    }

    private List<@Nullable Object> columns(Incident incident) {
        return Arrays.asList(
                incident.service(),
                Utc.of(incident.startedAt()),
                Utc.of(incident.endedAt()),
                incident.type().name(),
                incident.typing().map(typing -> typing.rules().type().name()).orElse(null),
                incident.typing().map(typing -> typing.rules().confidence()).orElse(null),
                incident.typing()
                        .map(FailureVerdict.Typing::features)
                        .map(FeaturesJson::write)
                        .orElse(null),
                incident.source(),
                Utc.of(clock.instant()));
    }
}
