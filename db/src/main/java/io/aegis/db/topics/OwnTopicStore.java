/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.topics;

import io.aegis.db.Database;
import io.aegis.db.Work;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEvent;
import io.aegis.db.audit.AuditLog;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.OwnDepartment;
import io.aegis.topics.OwnTopic;
import io.aegis.topics.OwnTopics;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Stores the topics and departments that operators made. Thread-safe. */
public final class OwnTopicStore {

    private static final String LIST = "SELECT version, applied_version FROM own_topic_list WHERE id = 1";
    private static final String LOCKED = LIST + " FOR UPDATE";
    private static final String NEXT =
            "UPDATE own_topic_list SET version = ?, changed_at = UTC_TIMESTAMP(6) WHERE id = 1";

    private static final String REMOVE = "DELETE FROM own_topic";

    private static final String INSERT = """
            INSERT INTO own_topic (number, name, description, colour, department, rules, examples, changed_version)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String RETIRED = "SELECT number FROM own_topic_retired";

    private static final String RETIRE = """
            INSERT INTO own_topic_retired (number, retired_at) VALUES (?, UTC_TIMESTAMP(6))
            ON DUPLICATE KEY UPDATE retired_at = UTC_TIMESTAMP(6)""";

    private final Database database;

    /** Stores in a database. */
    public OwnTopicStore(Database database) {
        this.database = database;
    }

    /** What is stored. */
    public StoredTopics read(Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> stored(execute, one(execute, LIST)));
    }

    /**
     * The list, for who follows it: asking costs one row.
     *
     * @param known the version that is known
     * @return empty when the list is still of that version
     */
    public Optional<OwnTopics> newerThan(long known, Deadline deadline) throws DatabaseUnavailableException {
        Work<Boolean> changed = execute -> version(one(execute, LIST)) != known;
        return database.read(deadline, changed) ? Optional.of(read(deadline).list()) : Optional.empty();
    }

    /** Replaces the topics as {@link #replace(long, List, Optional, Actor, Deadline)} does; the departments stay. */
    public Optional<OwnTopics> replace(long seen, List<OwnTopic> topics, Actor actor, Deadline deadline)
            throws DatabaseUnavailableException {
        return replace(seen, topics, Optional.empty(), actor, deadline);
    }

    /**
     * Replaces the list. The numbers of topics that are no longer in it are retired.
     *
     * @param seen the version that its author saw
     * @param topics with numbers that are free, or of the topics that they change
     * @param departments those of operators, in the order in which they take feedback; without them they stay
     * @param actor who replaces it
     * @return the new list; empty when it is of another version by now, and nothing was changed
     * @throws IllegalArgumentException when two topics have the same number or name, or a number is retired
     */
    public Optional<OwnTopics> replace(
            long seen, List<OwnTopic> topics, Optional<List<OwnDepartment>> departments, Actor actor, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> {
            StoredTopics before = stored(execute, one(execute, LOCKED));
            OwnTopics wanted = new OwnTopics(
                    seen + 1, topics, departments.orElse(before.list().departments()));
            // After a lost answer to a commit the list is there already.
            if (before.list().equals(wanted)) {
                return Optional.of(wanted);
            }
            if (before.list().version() != seen) {
                return Optional.empty();
            }
            replace(execute, before, wanted);
            AuditLog.append(
                    execute,
                    new AuditEvent(
                            actor,
                            AuditAction.TOPICS,
                            "own_topics",
                            TopicAudit.told(before.list(), wanted),
                            TopicAudit.told(wanted, before.list())));
            return Optional.of(wanted);
        });
    }

    private static void replace(DbExecute execute, StoredTopics before, OwnTopics wanted) {
        if (wanted.topics().stream().anyMatch(topic -> before.retired().contains(topic.number()))) {
            throw new IllegalArgumentException("rows may still carry a topic of this number");
        }
        Map<Integer, Long> changed = new HashMap<>();
        execute.query(TopicColumns.SELECT)
                .forEach(row -> changed.put(
                        row.column("number").get(Integer.class),
                        row.column("changed_version").get(Long.class)));
        execute.update(NEXT, wanted.version());
        execute.delete(REMOVE);
        for (OwnTopic topic : wanted.topics()) {
            long version = before.list()
                    .numbered(topic.number())
                    .filter(topic::choosesAs)
                    .map(same -> changed.getOrDefault(same.number(), wanted.version()))
                    .orElse(wanted.version());
            execute.createInsert(INSERT)
                    .params(TopicColumns.values(topic, version))
                    .execute();
        }
        DepartmentRows.replace(execute, wanted.departments());
        for (OwnTopic topic : before.list().topics()) {
            if (wanted.numbered(topic.number()).isEmpty()) {
                execute.insert(RETIRE, topic.number());
            }
        }
    }

    private static StoredTopics stored(DbExecute execute, DbRow list) {
        List<OwnTopic> topics =
                execute.query(TopicColumns.SELECT).map(TopicColumns::read).toList();
        return new StoredTopics(
                new OwnTopics(version(list), topics, DepartmentRows.read(execute)),
                execute.query(RETIRED)
                        .map(row -> row.column("number").get(Integer.class))
                        .collect(Collectors.toSet()),
                list.column("applied_version").get(Long.class));
    }

    private static DbRow one(DbExecute execute, String statement) {
        return execute.get(statement).orElseThrow();
    }

    private static long version(DbRow list) {
        return list.column("version").get(Long.class);
    }
}
