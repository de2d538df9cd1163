/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.jobs;

import io.helidon.dbclient.DbRow;
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

    static JobProcess of(DbRow row) {
        return new JobProcess(
                row.column("owner").get(UUID.class),
                row.column("host").get(String.class),
                row.column("machine").get(String.class),
                row.column("pid").get(Long.class),
                row.column("started_at").get(Instant.class),
                row.column("beat_at").get(Instant.class));
    }
}
