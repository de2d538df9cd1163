package io.aegis.db.models;

import io.aegis.db.Database;
import io.aegis.db.Parameters;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.failure.FailureVerdict;
import io.aegis.storage.DatabaseUnavailableException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/** Stores imported incidents. Thread-safe. */
public final class IncidentStore {

    private static final String INSERT = """
            INSERT INTO incident (service, started_at, ended_at, failure_type, rules_type, rules_confidence, features,
              source, imported_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE id = id""";

    private final Database database;
    private final InstantSource clock;

    /** Writes to a database; the clock says when something was imported. */
    public IncidentStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Stores incidents in one transaction. What is stored already stays as it is, so repeating is safe. */
    public void add(List<Incident> incidents, Deadline deadline) throws DatabaseUnavailableException {
        database.transaction(deadline, session -> {
            session.updateEach(INSERT, incidents, this::bind);
            return incidents.size();
        });
    }

    private void bind(Parameters parameters, Incident incident) throws SQLException {
        parameters
                .add(incident.service())
                .add(incident.startedAt())
                .addMoment(incident.endedAt())
                .add(incident.type())
                .addText(incident.typing().map(typing -> typing.rules().type().name()));
        if (incident.typing().isPresent()) {
            parameters.add(incident.typing().get().rules().confidence());
        } else {
            parameters.addNull();
        }
        parameters
                .addText(incident.typing().map(FailureVerdict.Typing::features).map(FeaturesJson::write))
                .add(incident.source())
                .add(clock.instant());
    }
}
