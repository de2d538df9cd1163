/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.triage;

import io.aegis.db.Database;
import io.aegis.db.Utc;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEvent;
import io.aegis.db.audit.AuditLog;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbRow;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Keeps what colleagues write about rows. Their texts are not in the audit log, so that they can be erased. Thread-safe. */
public final class TriageNotes {

    /** Longest note, in code points. */
    public static final int MAX_TEXT = 2000;

    /** Most notes of a row. */
    public static final int MOST = 200;

    private static final String ALL = """
            SELECT number, author, note, written_at FROM triage_note WHERE feedback_id = ? ORDER BY number LIMIT ?""";

    private static final String LAST = """
            SELECT number, author, note, written_at FROM triage_note WHERE feedback_id = ? ORDER BY number DESC LIMIT 1""";

    private static final String INSERT = """
            INSERT INTO triage_note (feedback_id, number, author, note, written_at) VALUES (?, ?, ?, ?, ?)""";

    private final Database database;
    private final Clock clock;

    /** Writes to a database; the clock gives the times of notes. */
    public TriageNotes(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Adds a note. The same note of the same author at the same time, again, adds nothing.
     *
     * @param text 1 to {@value #MAX_TEXT} code points
     * @return what became of it; {@link TriageOutcome.Full} when the row has {@value #MOST} notes
     * @throws IllegalArgumentException when the text is blank or too long
     */
    public TriageOutcome add(UUID feedback, String text, Actor actor, Deadline deadline)
            throws DatabaseUnavailableException {
        if (text.isBlank() || text.codePointCount(0, text.length()) > MAX_TEXT) {
            throw new IllegalArgumentException("a note has 1 to " + MAX_TEXT + " characters");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return database.transaction(deadline, execute -> {
            if (TriageRow.hold(execute, feedback).isEmpty()) {
                return new TriageOutcome.Missing();
            }
            Optional<TriageNote> last = execute.get(LAST, feedback).map(TriageNotes::read);
            TriageNote note = new TriageNote(last.map(TriageNote::number).orElse(0) + 1, actor.name(), text, now);
            if (note.number() > MOST) {
                return new TriageOutcome.Full(MOST);
            }
            // After a lost answer to a commit it is there already.
            if (last.filter(same -> same.author().equals(note.author())
                            && same.text().equals(text)
                            && same.at().equals(now))
                    .isEmpty()) {
                execute.insert(INSERT, feedback, note.number(), note.author(), text, Utc.of(now));
                TriageRow.touch(execute, feedback);
                AuditLog.append(
                        execute,
                        new AuditEvent(
                                actor, AuditAction.NOTE, feedback.toString(), Map.of(), Map.of("note", note.number())));
            }
            return new TriageOutcome.Done(TriageRow.state(execute, feedback));
        });
    }

    /** The notes of a row, oldest first; none when there is no such row. */
    public List<TriageNote> list(UUID feedback, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.query(ALL, feedback, MOST)
                        .map(TriageNotes::read)
                        .toList());
    }

    private static TriageNote read(DbRow row) {
        return new TriageNote(
                row.column("number").get(Integer.class),
                row.column("author").get(String.class),
                row.column("note").get(String.class),
                row.column("written_at").get(Instant.class));
    }
}
