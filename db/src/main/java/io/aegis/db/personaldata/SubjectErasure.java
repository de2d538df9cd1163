/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import io.aegis.db.Transactions;
import io.aegis.db.retention.RetentionStore.Removal;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Erases the rows that were found for a request, with all that hangs on them: verdicts, reviews, alerts, vectors, what was sent
 * along. A text that others have sent too, and that does not name the customer, stays theirs: only what this customer sent with it
 * goes. Thread-safe.
 */
public final class SubjectErasure {

    private static final String ROW = "SELECT clean_content, submissions, ("
            + SubjectColumns.holding("clean_content") + " OR "
            + SubjectColumns.holdingInAnyCase("raw_content")
            + ") AS named, (SELECT COUNT(*) FROM submission WHERE feedback_id = feedback.id AND ";

    private static final String OF_ROW = ") AS own FROM feedback WHERE id = ? FOR UPDATE";

    private static final String OWN_SUBMISSIONS = "DELETE FROM submission WHERE feedback_id = ? AND ";

    private static final String FEWER_SUBMISSIONS =
            "UPDATE feedback SET submissions = submissions - ?, version = version + 1 WHERE id = ?";

    private static final String RESOLUTION_NOTE =
            "UPDATE feedback SET resolution_note = NULL WHERE id = ? AND " + SubjectColumns.holding("resolution_note");

    private static final String REVIEW_NOTE =
            "UPDATE review SET note = NULL WHERE feedback_id = ? AND " + SubjectColumns.holding("note");

    private static final String COLLEAGUES_NOTES =
            "DELETE FROM triage_note WHERE feedback_id = ? AND " + SubjectColumns.holding("note");

    private static final String REPLACED_NOTES =
            "DELETE FROM replaced_note WHERE feedback_id = ? AND " + SubjectColumns.holding("note");

    private final Transactions transactions;

    /** Erases from a database. */
    public SubjectErasure(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Erases some more rows, in one transaction. */
    public Removal some(UUID request, Deadline deadline) throws DatabaseUnavailableException {
        return RequestProgress.within(transactions, request, deadline, SubjectErasure::within);
    }

    private static Removal within(DbExecute execute, RequestProgress open) {
        List<UUID> rows = open.rows(execute);
        for (UUID row : rows) {
            one(execute, open, row);
            open.done(execute, row);
        }
        return new Removal(rows.size(), rows.size() == RequestProgress.AT_ONCE);
    }

    private static void one(DbExecute execute, RequestProgress open, UUID id) {
        DataSubject subject = open.subject();
        String mine = SubjectColumns.mine(subject.kind());
        List<Object> parameters = new ArrayList<>(subject.spellings(2));
        parameters.addAll(subject.own());
        parameters.add(id);
        Optional<DbRow> found =
                execute.createGet(ROW + mine + OF_ROW).params(parameters).execute();
        if (found.isEmpty()) {
            return;
        }
        DbRow row = found.get();
        long own = row.column("own").get(Long.class);
        boolean named = subject.kind() == DataSubject.Kind.ADDRESS
                && row.column("named").get(Boolean.class);
        if (named || (own > 0 && row.column("submissions").get(Long.class) <= own)) {
            FeedbackErasure.erase(execute, id, row.column("clean_content").get(String.class))
                    .forEach((what, count) -> open.count(execute, what, count));
            return;
        }
        open.count(execute, "submissions_erased", open.change(execute, OWN_SUBMISSIONS + mine, id, subject.own()));
        execute.update(FEWER_SUBMISSIONS, own, id);
        long notes = open.change(execute, RESOLUTION_NOTE, id, 1)
                + open.change(execute, REVIEW_NOTE, id, 1)
                + open.change(execute, COLLEAGUES_NOTES, id, 1)
                + open.change(execute, REPLACED_NOTES, id, 1);
        open.count(execute, "notes_erased", notes);
        open.count(execute, "texts_of_others_kept", own > 0 ? 1 : 0);
    }
}
