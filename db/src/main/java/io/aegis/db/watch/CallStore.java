/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.watch;

import io.aegis.db.MultiRowInsert;
import io.aegis.db.ReadAccess;
import io.aegis.db.Transactions;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.failure.CallMinute;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Calls between services, by the minute: how many, how many failed, how long they took. Thread-safe. */
public final class CallStore {

    /** The most rows of one read: the newest. */
    public static final int MOST = 20_000;

    /** Longest name of a service that is stored. */
    public static final int MAX_NAME = 200;

    private static final int MOST_FORGOTTEN = 5_000;

    private static final MultiRowInsert ADD = new MultiRowInsert("""
            INSERT INTO service_call (minute, caller, callee, calls, errors, millis) VALUES (?, ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE millis = millis + VALUES(millis), errors = errors + VALUES(errors),
              calls = calls + VALUES(calls)""");

    private static final String BETWEEN = """
            SELECT minute, caller, callee, calls, errors, millis FROM service_call
            WHERE minute >= ? AND minute <= ? ORDER BY minute DESC, caller DESC, callee DESC LIMIT ?""";

    private static final String FORGET = "DELETE FROM service_call WHERE minute < ? LIMIT ?";

    private final ReadAccess reads;
    private final Transactions transactions;

    /**
     * Reads and writes.
     *
     * @param reads what is known
     * @param transactions what comes
     */
    public CallStore(ReadAccess reads, Transactions transactions) {
        this.reads = reads;
        this.transactions = transactions;
    }

    /** Adds calls to those of their minutes. What is added twice counts twice. */
    public void add(List<CallMinute> calls, Deadline deadline) throws DatabaseUnavailableException {
        // Everybody writes in the order of the key, so that nobody waits in a circle.
        List<CallMinute> sorted = calls.stream()
                .sorted(Comparator.comparing(CallMinute::minute)
                        .thenComparing(CallMinute::caller)
                        .thenComparing(CallMinute::callee))
                .toList();
        transactions.transaction(deadline, execute -> {
            ADD.insert(
                    execute,
                    sorted,
                    each -> List.of(
                            Utc.of(each.minute()),
                            each.caller(),
                            each.callee(),
                            each.calls(),
                            each.errors(),
                            each.millis() * each.calls()));
            return sorted.size();
        });
    }

    /** The calls of some minutes, both ends included, the oldest first. */
    public List<CallMinute> between(Instant from, Instant to, Deadline deadline) throws DatabaseUnavailableException {
        return reads.read(
                deadline,
                execute -> execute.query(BETWEEN, Utc.of(from), Utc.of(to), MOST)
                        .map(row -> {
                            long calls = row.column("calls").get(Long.class);
                            return new CallMinute(
                                    row.column("caller").get(String.class),
                                    row.column("callee").get(String.class),
                                    row.column("minute").get(Instant.class),
                                    calls,
                                    row.column("errors").get(Long.class),
                                    row.column("millis").get(Double.class) / calls);
                        })
                        .toList()
                        .reversed());
    }

    /** Forgets calls from before a moment, some thousands at a time. */
    public void forget(Instant before, Deadline deadline) throws DatabaseUnavailableException {
        transactions.transaction(deadline, execute -> execute.delete(FORGET, Utc.of(before), MOST_FORGOTTEN));
    }
}
