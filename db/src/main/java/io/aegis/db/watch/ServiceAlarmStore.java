/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.watch;

import io.aegis.db.InList;
import io.aegis.db.MultiRowInsert;
import io.aegis.db.ReadAccess;
import io.aegis.db.Transactions;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.failure.ServiceAlarm;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was said of services last. Thread-safe. */
public final class ServiceAlarmStore {

    private static final String FIND = "SELECT service, state, recent, judged_at, since, failed_at FROM service_watch "
            + "WHERE service IN (" + InList.MARKS + ")";

    private static final MultiRowInsert PUT = new MultiRowInsert("""
            INSERT INTO service_watch (service, state, recent, judged_at, since, failed_at) VALUES (?, ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE state = VALUES(state), recent = VALUES(recent), judged_at = VALUES(judged_at),
              since = VALUES(since), failed_at = VALUES(failed_at)""");

    private static final String FORGET = "DELETE FROM service_watch WHERE judged_at < ? LIMIT ?";

    private static final int MOST_FORGOTTEN = 1_000;

    private final ReadAccess reads;
    private final Transactions transactions;

    /**
     * Reads and writes.
     *
     * @param reads what is known
     * @param transactions what is said now
     */
    public ServiceAlarmStore(ReadAccess reads, Transactions transactions) {
        this.reads = reads;
        this.transactions = transactions;
    }

    /** What is known of services, by their names; those of which nothing is are not in it. */
    public Map<String, ServiceAlarm> of(List<String> services, Deadline deadline) throws DatabaseUnavailableException {
        return reads.read(deadline, execute -> {
            Map<String, ServiceAlarm> found = new HashMap<>();
            InList.each(
                    services,
                    some -> execute.createQuery(FIND)
                            .params(InList.filled(some))
                            .execute()
                            .forEach(row -> found.put(row.column("service").get(String.class), alarm(row))));
            return found;
        });
    }

    /** Stores what is said now, in the order of the names. */
    public void put(Map<String, ServiceAlarm> alarms, Deadline deadline) throws DatabaseUnavailableException {
        List<Map.Entry<String, ServiceAlarm>> rows = List.copyOf(new TreeMap<>(alarms).entrySet());
        transactions.transaction(deadline, execute -> {
            PUT.insert(
                    execute,
                    rows,
                    row -> List.of(
                            row.getKey(),
                            row.getValue().state().name(),
                            row.getValue().recent(),
                            Utc.of(row.getValue().judgedAt()),
                            Utc.of(row.getValue().since()),
                            Utc.of(row.getValue().failedAt())));
            return rows.size();
        });
    }

    /** Forgets services that were not judged since. */
    public void forget(Instant before, Deadline deadline) throws DatabaseUnavailableException {
        transactions.transaction(deadline, execute -> execute.delete(FORGET, Utc.of(before), MOST_FORGOTTEN));
    }

    private static ServiceAlarm alarm(DbRow row) {
        return new ServiceAlarm(
                ServiceAlarm.State.valueOf(row.column("state").get(String.class)),
                row.column("recent").get(Integer.class),
                row.column("judged_at").get(Instant.class),
                row.column("since").get(Instant.class),
                row.column("failed_at").get(Instant.class));
    }
}
