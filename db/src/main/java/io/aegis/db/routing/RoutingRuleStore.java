/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.routing;

import io.aegis.db.Database;
import io.aegis.db.Utc;
import io.aegis.db.Work;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEvent;
import io.aegis.db.audit.AuditLog;
import io.aegis.deadline.Deadline;
import io.aegis.routing.RoutingRule;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores the routing rules as one list. Thread-safe. */
public final class RoutingRuleStore {

    private static final String VERSION = "SELECT version FROM routing_list WHERE id = 1";
    private static final String LOCKED = VERSION + " FOR UPDATE";
    private static final String NEXT = "UPDATE routing_list SET version = ? WHERE id = 1";
    private static final String RULES =
            "SELECT name, condition_text, actions, since FROM routing_rule ORDER BY position";
    private static final String NOW = "SELECT UTC_TIMESTAMP(6)";
    private static final String REMOVE = "DELETE FROM routing_rule";
    private static final String INSERT = """
            INSERT INTO routing_rule (position, name, condition_text, actions, since) VALUES (?, ?, ?, ?, ?)""";

    private final Database database;

    /** Stores in a database. */
    public RoutingRuleStore(Database database) {
        this.database = database;
    }

    /** What is stored. */
    public RoutingRules read(Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> stored(execute, version(execute, VERSION)));
    }

    /** The rules if they are of another version than the one that is known; asking costs one row. */
    public Optional<RoutingRules> newerThan(long known, Deadline deadline) throws DatabaseUnavailableException {
        Work<Boolean> changed = execute -> version(execute, VERSION) != known;
        return database.read(deadline, changed) ? Optional.of(read(deadline)) : Optional.empty();
    }

    /**
     * Replaces the list. A rule whose condition and actions stay holds since it did; any other holds from now on.
     *
     * @param seen the version that its author saw
     * @param actor who does
     * @return empty when the list is of another version by now, and nothing was changed
     */
    public Optional<RoutingRules> replace(long seen, List<RoutingRule> rules, Actor actor, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> {
            RoutingRules before = stored(execute, version(execute, LOCKED));
            // After a lost answer to a commit the list is there already.
            if (before.version() == seen + 1 && before.rules().equals(rules)) {
                return Optional.of(before);
            }
            if (before.version() != seen) {
                return Optional.empty();
            }
            Instant now = execute.get(NOW).orElseThrow().column(1).get(Instant.class);
            execute.update(NEXT, seen + 1);
            execute.delete(REMOVE);
            for (int i = 0; i < rules.size(); i++) {
                RoutingRule rule = rules.get(i);
                Instant since = before.rules().contains(rule) ? before.since().getOrDefault(rule.name(), now) : now;
                execute.insert(INSERT, i, rule.name(), rule.when(), ActionsColumn.write(rule.then()), Utc.of(since));
            }
            RoutingRules after = stored(execute, seen + 1);
            AuditLog.append(
                    execute,
                    new AuditEvent(
                            actor,
                            AuditAction.ROUTING,
                            "routing",
                            RoutingAudit.told(before, after),
                            RoutingAudit.told(after, before)));
            return Optional.of(after);
        });
    }

    private static long version(DbExecute execute, String statement) {
        return execute.get(statement).orElseThrow().column(1).get(Long.class);
    }

    private static RoutingRules stored(DbExecute execute, long version) {
        List<RoutingRule> rules = new ArrayList<>();
        Map<String, Instant> since = new HashMap<>();
        for (DbRow row : execute.query(RULES).toList()) {
            String name = row.column("name").get(String.class);
            rules.add(new RoutingRule(
                    name,
                    row.column("condition_text").get(String.class),
                    ActionsColumn.read(row.column("actions").get(String.class))));
            since.put(name, row.column("since").get(Instant.class));
        }
        return new RoutingRules(version, rules, since);
    }
}
