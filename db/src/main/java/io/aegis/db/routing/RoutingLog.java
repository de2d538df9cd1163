/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.routing;

import io.aegis.db.Database;
import io.aegis.db.InList;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEvent;
import io.aegis.db.audit.AuditLog;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.triage.TriageChange;
import io.aegis.db.triage.TriageStore;
import io.aegis.deadline.Deadline;
import io.aegis.feedback.Priority;
import io.aegis.feedback.Status;
import io.aegis.routing.RoutingActions;
import io.aegis.routing.RoutingRule;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Does what rules say with a row, and keeps which did what: all in one transaction, so that a rule takes a row once, whoever tries it
 * how often. Thread-safe.
 */
public final class RoutingLog {

    /** The event of an alert that a rule raises. */
    public static final String EVENT = "feedback.routed";

    private static final String HELD =
            "SELECT priority, verdict_priority, status FROM feedback WHERE id = ? FOR UPDATE";

    private static final String KEEP = """
            INSERT IGNORE INTO feedback_routing (feedback_id, rule, version, actions, routed_at)
            VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))""";

    private static final String PRIORITY = """
            UPDATE feedback SET priority = ?, verdict_priority = ?, updated_at = GREATEST(updated_at, UTC_TIMESTAMP(6)),
              version = version + 1
            WHERE id = ?""";

    private static final String DID = "UPDATE feedback_routing SET actions = ? WHERE feedback_id = ? AND rule = ?";

    private static final String ASSIGNED = "SELECT 1 FROM triage WHERE feedback_id = ? AND assigned_to IS NOT NULL";

    private static final String TAGS = "SELECT tag FROM triage_tag WHERE feedback_id = ?";

    private static final String TAKEN =
            "SELECT feedback_id, rule FROM feedback_routing WHERE feedback_id IN (" + InList.MARKS + ")";

    private static final String OF_ROW = """
            SELECT rule, version, actions, routed_at FROM feedback_routing
            WHERE feedback_id = ? ORDER BY routed_at, rule LIMIT 200""";

    private final Database database;
    private final Supplier<UUID> ids;

    /**
     * A log.
     *
     * @param ids new UUIDv7s, for alerts
     */
    public RoutingLog(Database database, Supplier<UUID> ids) {
        this.database = database;
        this.ids = ids;
    }

    /** Writes what a channel is told of a row. */
    @FunctionalInterface
    public interface Payload {

        /** A JSON object. */
        String of(RoutingRule rule, Priority priority);
    }

    /**
     * Has rules take a row, those that have not yet. The priority of the first one that gives any stays on the row, whatever a later
     * verdict says, as long as one gives any; then the row gets back that of its verdict. A row that is resolved by now, or gone, is
     * left alone.
     *
     * @param matches the rules that are about it
     * @param version of the list of rules
     * @return how many of them took it now
     */
    public int apply(UUID feedback, RuleMatches matches, long version, Payload payload, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> {
            Optional<DbRow> row = execute.get(HELD, feedback)
                    .filter(held -> held.column("status").get(Status.class) == Status.OPEN);
            if (row.isEmpty()) {
                return 0;
            }
            List<RoutingRule> taking = matches.taking().stream()
                    .filter(rule ->
                            execute.insert(KEEP, feedback, rule.name(), version, ActionsColumn.write(rule.then())) == 1)
                    .toList();
            Priority priority = row.get().column("priority").get(Priority.class);
            Optional<Priority> replaced =
                    row.get().column("verdict_priority").as(Priority.class).asOptional();
            Priority wanted = matches.priority(priority, replaced);
            // A new version even where it stays: whoever looks at the row is told.
            if (wanted != priority || !taking.isEmpty()) {
                Priority ofVerdict = replaced.orElse(priority);
                execute.update(PRIORITY, wanted.name(), wanted == ofVerdict ? null : ofVerdict.name(), feedback);
            }
            Optional<RoutingRule> giver = wanted == priority ? Optional.empty() : matches.prioritising(replaced);
            if (wanted != priority) {
                tell(execute, feedback, giver, priority, wanted);
            }
            taking.forEach(rule -> act(
                    execute, feedback, rule, giver.filter(rule::equals).map(_ -> wanted), payload.of(rule, wanted)));
            return taking.size();
        });
    }

    /** In the history of the row, as assignments and tags are; the product itself gives back what a rule had lent. */
    private static void tell(
            DbExecute execute, UUID feedback, Optional<RoutingRule> giver, Priority before, Priority after) {
        AuditLog.append(
                execute,
                new AuditEvent(
                        giver.map(rule -> Actor.rule(rule.name())).orElse(Actor.PRODUCT),
                        AuditAction.PRIORITY,
                        feedback.toString(),
                        Map.of("priority", before.label()),
                        Map.of("priority", after.label())));
    }

    private void act(DbExecute execute, UUID feedback, RoutingRule rule, Optional<Priority> priority, String payload) {
        RoutingActions then = rule.then();
        Actor actor = Actor.rule(rule.name());
        boolean assigns =
                then.assign().isPresent() && execute.get(ASSIGNED, feedback).isEmpty();
        if (assigns) {
            triage(execute, feedback, TriageChange.assign(then.assign().get()), actor);
        }
        List<String> missing = List.of();
        if (!then.tags().isEmpty()) {
            Set<String> had = tags(execute, feedback);
            triage(execute, feedback, TriageChange.tag(Set.copyOf(then.tags())), actor);
            Set<String> has = tags(execute, feedback);
            missing = then.tags().stream()
                    .filter(tag -> !had.contains(tag) && has.contains(tag))
                    .toList();
        }
        RuleEffects effects = new RuleEffects(priority, assigns ? then.assign() : Optional.empty(), missing);
        execute.update(DID, ActionsColumn.write(then, effects), feedback, rule.name());
        new Alerts(then.channels(), ids).raise(execute, EVENT, feedback, payload);
    }

    private static Set<String> tags(DbExecute execute, UUID feedback) {
        return execute.query(TAGS, feedback)
                .map(row -> row.column("tag").get(String.class))
                .collect(Collectors.toSet());
    }

    /** A row that is full of tags stays as it is. */
    private static void triage(DbExecute execute, UUID feedback, TriageChange change, Actor actor) {
        TriageStore.apply(execute, feedback, Optional.empty(), change, actor, Optional.empty());
    }

    /** By which rules rows were taken; rows that none has taken are missing. */
    public Map<UUID, Set<String>> taken(List<UUID> rows, Deadline deadline) throws DatabaseUnavailableException {
        Map<UUID, Set<String>> taken = new HashMap<>();
        database.read(deadline, execute -> {
            InList.each(
                    rows,
                    block -> execute.createQuery(TAKEN)
                            .params(InList.filled(block))
                            .execute()
                            .forEach(row -> taken.computeIfAbsent(
                                            row.column("feedback_id").get(UUID.class), _ -> new HashSet<>())
                                    .add(row.column("rule").get(String.class))));
            return taken;
        });
        return taken;
    }

    /** What rules did with a row, first to last. */
    public List<AppliedRule> of(UUID feedback, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.query(OF_ROW, feedback)
                        .map(row -> new AppliedRule(
                                row.column("rule").get(String.class),
                                row.column("version").get(Long.class),
                                ActionsColumn.read(row.column("actions").get(String.class)),
                                ActionsColumn.effects(row.column("actions").get(String.class)),
                                row.column("routed_at").get(Instant.class)))
                        .toList());
    }
}
