package io.aegis.db.feedback;

import io.aegis.db.Database;
import io.aegis.db.GroupCommit;
import io.aegis.db.Session;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.NewFeedback;
import io.aegis.storage.StoreResult;
import io.aegis.storage.StoredFeedback;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Inserts new texts, each in a transaction of its own or many in one. */
record FeedbackInsertion(Database database, FeedbackDetails news)
        implements GroupCommit.Writing<NewFeedback, StoreResult> {

    @Override
    public Optional<List<StoreResult>> together(List<NewFeedback> texts, Deadline deadline)
            throws DatabaseUnavailableException {
        // In one order everywhere, so that two groups with common texts do not lock each other out.
        List<NewFeedback> ordered = texts.stream()
                .sorted(Comparator.comparing(text -> text.hash().bytes(), Arrays::compareUnsigned))
                .toList();
        boolean stored = database.transaction(deadline, session -> {
            if (!FeedbackRow.insert(session, ordered)) {
                session.rollback();
                return false;
            }
            news.complete(session, ordered);
            return true;
        });
        return stored
                ? Optional.of(texts.stream()
                        .<StoreResult>map(text -> new StoreResult.Inserted(FeedbackRow.stored(text)))
                        .toList())
                : Optional.empty();
    }

    @Override
    public StoreResult alone(NewFeedback text, Deadline deadline) throws DatabaseUnavailableException {
        StoredFeedback row = FeedbackRow.stored(text);
        return database.transaction(deadline, session -> {
            if (!FeedbackRow.insert(session, text, row)) {
                return alreadyStored(session, text);
            }
            news.complete(session, List.of(text));
            return new StoreResult.Inserted(row);
        });
    }

    /** The row that holds this text: another's, or this one's when the answer to its commit was lost. */
    private static StoreResult alreadyStored(Session session, NewFeedback text) throws SQLException {
        session.rollback();
        StoredFeedback row = FeedbackRow.find(session, text.hash())
                .orElseThrow(() -> new SQLTransactionRollbackException("the row that was there is gone", "40001"));
        return row.id().equals(text.id()) ? new StoreResult.Inserted(row) : new StoreResult.AlreadyStored(row);
    }
}
