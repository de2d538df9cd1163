package io.aegis.db.jobs;

import io.aegis.db.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * A process that runs jobs.
 *
 * @param owner its name in locks, new for each start
 * @param host of people's name
 * @param machine tells machines, and the spaces of process ids on them, apart
 * @param pid its number there
 * @param startedAt its first beat
 * @param beatAt its last beat
 */
public record JobProcess(UUID owner, String host, String machine, long pid, Instant startedAt, Instant beatAt) {

    static JobProcess of(Row row) throws SQLException {
        return new JobProcess(row.id(), row.text(), row.text(), row.number(), row.moment(), row.moment());
    }
}
