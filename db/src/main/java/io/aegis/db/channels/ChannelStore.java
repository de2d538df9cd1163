/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.channels;

import io.aegis.db.Database;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEvent;
import io.aegis.db.audit.AuditLog;
import io.aegis.deadline.Deadline;
import io.aegis.settings.Secret;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores the channels that operators made. Thread-safe. */
public final class ChannelStore {

    /** Most channels. */
    public static final int MOST = 100;

    /** Most alerts that are tried again at once. */
    public static final int MOST_REPLAYED = 10_000;

    private static final int LONGEST_ERROR = 500;

    private static final String SELECT =
            "SELECT name, kind, address, target, template, secret, bursts, last_at, last_error FROM channel ";

    private static final String ONE = SELECT + "WHERE name = ?";

    private static final String LIST = """
            SELECT name, kind, address, target, template, secret, bursts, last_at, last_error,
              (SELECT COUNT(*) FROM alert_outbox WHERE channel = name AND state = 'PENDING') AS waiting,
              (SELECT COUNT(*) FROM alert_outbox WHERE channel = name AND state = 'DEAD') AS failed
            FROM channel ORDER BY name LIMIT ?""";

    private static final String NAMES = "SELECT name FROM channel ORDER BY name";

    private static final String COUNT = "SELECT COUNT(*) FROM channel WHERE name <> ?";

    private static final String PUT = """
            INSERT INTO channel (name, kind, address, target, template, secret, bursts, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
            ON DUPLICATE KEY UPDATE kind = VALUES(kind), address = VALUES(address), target = VALUES(target),
              template = VALUES(template), secret = VALUES(secret), bursts = VALUES(bursts),
              updated_at = UTC_TIMESTAMP(6)""";

    /** How the last delivery ended says nothing of another receiver. */
    private static final String FORGET = "UPDATE channel SET last_at = NULL, last_error = NULL WHERE name = ?";

    private static final String DELETE = "DELETE FROM channel WHERE name = ?";

    /** What it has not taken. What was delivered stays, so that the same news is not told again. */
    private static final String DROP = "DELETE FROM alert_outbox WHERE channel = ? AND state IN ('PENDING', 'DEAD')";

    private static final String TOLD = "UPDATE channel SET last_at = UTC_TIMESTAMP(6), last_error = ? WHERE name = ?";

    /** What waits for its next try is due now, too. */
    private static final String REPLAY = """
            UPDATE alert_outbox SET state = 'PENDING', attempts = 0, next_attempt_at = UTC_TIMESTAMP(6)
            WHERE channel = ? AND (state = 'DEAD' OR state = 'PENDING' AND attempts > 0 AND lease_until IS NULL)
            LIMIT ?""";

    private final Database database;
    private final SecretSeal seal;

    /** Stores in a database, secrets sealed. */
    public ChannelStore(Database database, SecretSeal seal) {
        this.database = database;
        this.seal = seal;
    }

    /** All channels, in the order of their names. */
    public List<ChannelState> list(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.query(LIST, MOST)
                        .map(row -> state(row, number(row, "waiting"), number(row, "failed")))
                        .toList());
    }

    /** The names of all channels. */
    public List<String> names(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.query(NAMES)
                        .map(row -> row.column("name").get(String.class))
                        .toList());
    }

    /** One channel. */
    public Optional<StoredChannel> find(String name, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> execute.get(ONE, name).map(this::channel));
    }

    /**
     * Makes a channel, or replaces the one of its name. What waits, and what was given up, is for whom it was meant for: where
     * others would get it now, it is dropped.
     *
     * @param actor who does
     * @return false when there are {@value #MOST} others already, and nothing was changed
     */
    public boolean put(StoredChannel channel, Actor actor, Deadline deadline) throws DatabaseUnavailableException {
        String name = channel.name();
        return database.transaction(deadline, execute -> {
            if (execute.get(COUNT, name).orElseThrow().column(1).get(Long.class) >= MOST) {
                return false;
            }
            Optional<StoredChannel> before = execute.get(ONE, name).map(this::channel);
            execute.insert(
                    PUT,
                    name,
                    channel.kind().name(),
                    seal.seal(name, channel.address()),
                    channel.target(),
                    channel.template(),
                    channel.secret().map(secret -> seal.seal(name, secret)).orElse(null),
                    channel.bursts());
            if (before.filter(old -> !old.deliversAs(channel)).isPresent()) {
                execute.update(FORGET, name);
            }
            // A new channel begins without, too: something may have been raised while the one before was removed.
            boolean goesOn = before.filter(channel::reachesOnlyThoseOf).isPresent();
            note(execute, actor, name, before, Optional.of(channel), goesOn ? 0 : execute.delete(DROP, name));
            return true;
        });
    }

    /**
     * Removes a channel with all that waits for it, and that it did not take.
     *
     * @param actor who does
     * @return false when there was none
     */
    public boolean delete(String name, Actor actor, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> {
            Optional<StoredChannel> before = execute.get(ONE, name).map(this::channel);
            boolean there = execute.delete(DELETE, name) == 1;
            if (there) {
                note(execute, actor, name, before, Optional.empty(), execute.delete(DROP, name));
            }
            return there;
        });
    }

    private static void note(
            DbExecute execute,
            Actor actor,
            String name,
            Optional<StoredChannel> before,
            Optional<StoredChannel> after,
            long dropped) {
        Map<String, Object> now = new HashMap<>(ChannelAudit.told(before, after));
        if (dropped > 0) {
            now.put("messages_dropped", dropped);
        }
        AuditLog.append(execute, new AuditEvent(actor, AuditAction.CHANNEL, name, ChannelAudit.told(before), now));
    }

    /**
     * Keeps how a delivery ended.
     *
     * @param error why it failed, without secrets; empty when it was taken
     */
    public void told(String name, Optional<String> error, Deadline deadline) throws DatabaseUnavailableException {
        Optional<String> shortened =
                error.map(text -> text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR));
        database.transaction(deadline, execute -> execute.update(TOLD, shortened.orElse(null), name));
    }

    /**
     * Has what a channel did not take tried again at once, what was given up included.
     *
     * @return how many alerts, at most {@value #MOST_REPLAYED}
     */
    public long replay(String name, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> execute.update(REPLAY, name, MOST_REPLAYED));
    }

    private ChannelState state(DbRow row, long waiting, long failed) {
        return new ChannelState(
                channel(row),
                row.column("last_at").as(Instant.class).asOptional(),
                row.column("last_error").as(String.class).asOptional(),
                waiting,
                failed);
    }

    /** One whose seal does not open has an empty address: nothing can be sent, and a person enters it again. */
    private StoredChannel channel(DbRow row) {
        String name = row.column("name").get(String.class);
        return new StoredChannel(
                name,
                ChannelKind.valueOf(row.column("kind").get(String.class)),
                seal.open(name, row.column("address").get(String.class)).orElseGet(() -> Secret.of("")),
                row.column("target").get(String.class),
                row.column("template").get(String.class),
                row.column("secret").as(String.class).asOptional().flatMap(stored -> seal.open(name, stored)),
                row.column("bursts").get(Boolean.class));
    }

    private static long number(DbRow row, String column) {
        return row.column(column).get(Long.class);
    }
}
