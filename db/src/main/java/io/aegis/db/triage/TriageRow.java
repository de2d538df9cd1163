/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.triage;

import io.aegis.db.InList;
import io.aegis.db.Utc;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;

/** The tables {@code triage}, {@code triage_tag} and {@code triage_note}, in one place for all statements. */
final class TriageRow {

    private static final String STATES = """
            SELECT f.id AS row_id, t.version, t.assigned_to, t.snoozed, t.snoozed_until, t.snoozed_at_submissions,
              t.snoozed AND (t.snoozed_until IS NULL OR t.snoozed_until > UTC_TIMESTAMP(6))
                AND (t.snoozed_at_submissions IS NULL OR f.submissions <= t.snoozed_at_submissions) AS aside
            FROM triage t JOIN feedback f ON f.id = t.feedback_id
            WHERE t.feedback_id IN (%s)""".formatted(InList.MARKS);

    private static final String TAGS = "SELECT feedback_id AS row_id, tag FROM triage_tag WHERE feedback_id IN ("
            + InList.MARKS + ") ORDER BY feedback_id, tag";

    private static final String NOTES = "SELECT feedback_id AS row_id, MAX(number) AS notes FROM triage_note"
            + " WHERE feedback_id IN (" + InList.MARKS + ") GROUP BY feedback_id";

    private static final String LOCK = "SELECT created_at, submissions FROM feedback WHERE id = ? FOR UPDATE";

    private static final String SAVE = """
            INSERT INTO triage (feedback_id, received_at, assigned_to, snoozed, snoozed_until, snoozed_at_submissions, version)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE assigned_to = VALUES(assigned_to), snoozed = VALUES(snoozed),
              snoozed_until = VALUES(snoozed_until),
              snoozed_at_submissions = IF(?, VALUES(snoozed_at_submissions), snoozed_at_submissions),
              version = VALUES(version)""";

    private static final String TAG = "INSERT INTO triage_tag (feedback_id, tag, received_at) VALUES (?, ?, ?)";
    private static final String UNTAG = "DELETE FROM triage_tag WHERE feedback_id = ? AND tag = ?";

    /** Colleagues' pages look for rows that were changed. */
    private static final String TOUCH =
            "UPDATE feedback SET updated_at = GREATEST(updated_at, UTC_TIMESTAMP(6)) WHERE id = ?";

    private TriageRow() {}

    /**
     * A row that is held until the transaction ends.
     *
     * @param receivedAt when it was created
     * @param submissions so far
     */
    record Held(Instant receivedAt, long submissions) {}

    static Optional<Held> hold(DbExecute execute, UUID feedback) {
        return execute.get(LOCK, feedback)
                .map(row -> new Held(
                        row.column("created_at").get(Instant.class),
                        row.column("submissions").get(Long.class)));
    }

    static TriageState state(DbExecute execute, UUID feedback) {
        return states(execute, List.of(feedback)).getOrDefault(feedback, TriageState.NONE);
    }

    /** Of rows that somebody has touched. */
    static Map<UUID, TriageState> states(DbExecute execute, List<UUID> rows) {
        Map<UUID, TriageState> states = new HashMap<>();
        Map<UUID, List<String>> tags = new HashMap<>();
        Map<UUID, Long> notes = new HashMap<>();
        InList.each(rows, block -> {
            List<Object> ids = InList.filled(block);
            each(execute, STATES, ids, (id, row) -> states.put(id, read(row)));
            each(
                    execute,
                    TAGS,
                    ids,
                    (id, row) -> tags.computeIfAbsent(id, _ -> new ArrayList<>())
                            .add(row.column("tag").get(String.class)));
            each(
                    execute,
                    NOTES,
                    ids,
                    (id, row) -> notes.put(id, row.column("notes").get(Long.class)));
        });
        Map<UUID, TriageState> whole = new TreeMap<>();
        for (UUID id : rows) {
            if (states.containsKey(id) || notes.containsKey(id)) {
                TriageState state = states.getOrDefault(id, TriageState.NONE);
                whole.put(
                        id,
                        new TriageState(
                                state.version(),
                                state.assignedTo(),
                                tags.getOrDefault(id, List.of()),
                                state.snooze(),
                                state.snoozed(),
                                notes.getOrDefault(id, 0L)));
            }
        }
        return whole;
    }

    private static void each(DbExecute execute, String sql, List<Object> ids, BiConsumer<UUID, DbRow> rows) {
        execute.createQuery(sql)
                .params(ids)
                .execute()
                .forEach(row -> rows.accept(row.column("row_id").get(UUID.class), row));
    }

    private static TriageState read(DbRow row) {
        Optional<Instant> until = row.column("snoozed_until").as(Instant.class).asOptional();
        boolean again = row.column("snoozed_at_submissions").as(Long.class).isPresent();
        return new TriageState(
                row.column("version").get(Long.class),
                row.column("assigned_to").as(String.class).asOptional(),
                List.of(),
                row.column("snoozed").get(Boolean.class) ? Optional.of(new Snooze(until, again)) : Optional.empty(),
                row.column("aside").get(Boolean.class),
                0);
    }

    /**
     * Writes what is different.
     *
     * @param snoozes whether the snooze is new; one that was there keeps the number of submissions that it began with
     */
    static void save(
            DbExecute execute, UUID feedback, Held held, TriageState before, TriageState after, boolean snoozes) {
        Optional<Snooze> snooze = after.snooze();
        execute.update(
                SAVE,
                feedback,
                Utc.of(held.receivedAt()),
                after.assignedTo().orElse(null),
                snooze.isPresent(),
                Utc.of(snooze.flatMap(Snooze::until)),
                snooze.filter(Snooze::untilAgain).map(_ -> held.submissions()).orElse(null),
                after.version(),
                snoozes);
        for (String tag : before.tags()) {
            if (!after.tags().contains(tag)) {
                execute.delete(UNTAG, feedback, tag);
            }
        }
        for (String tag : after.tags()) {
            if (!before.tags().contains(tag)) {
                execute.insert(TAG, feedback, tag, Utc.of(held.receivedAt()));
            }
        }
    }

    static void touch(DbExecute execute, UUID feedback) {
        execute.update(TOUCH, feedback);
    }
}
