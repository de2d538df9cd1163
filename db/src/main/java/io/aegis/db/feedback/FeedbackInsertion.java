/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.Database;
import io.aegis.db.GroupCommit;
import io.aegis.db.StatementRefusedException;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.NewFeedback;
import io.aegis.storage.StoreResult;
import io.aegis.storage.StoredFeedback;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Inserts new texts, each in a transaction of its own or many in one. */
record FeedbackInsertion(Database database, FeedbackDetails news)
        implements GroupCommit.Writing<NewFeedback, StoreResult> {

    @Override
    public List<StoreResult> together(List<NewFeedback> texts, Deadline deadline) throws DatabaseUnavailableException {
        // In one order everywhere, so that two groups with common texts do not lock each other out.
        insert(
                texts.stream()
                        .sorted(Comparator.comparing(text -> text.hash().bytes(), Arrays::compareUnsigned))
                        .toList(),
                deadline);
        return texts.stream()
                .<StoreResult>map(text -> new StoreResult.Inserted(FeedbackRow.stored(text)))
                .toList();
    }

    @Override
    public StoreResult alone(NewFeedback text, Deadline deadline) throws DatabaseUnavailableException {
        while (true) {
            try {
                insert(List.of(text), deadline);
                return new StoreResult.Inserted(FeedbackRow.stored(text));
            } catch (StatementRefusedException e) {
                if (!e.isDuplicate()) {
                    throw e;
                }
            }
            // A row that is gone by now leaves room for this one; the deadline ends the worst of such chases.
            Optional<StoredFeedback> row = database.read(deadline, execute -> FeedbackRow.find(execute, text.hash()));
            if (row.isPresent()) {
                return alreadyStored(row.get(), text);
            }
        }
    }

    private void insert(List<NewFeedback> texts, Deadline deadline) throws DatabaseUnavailableException {
        database.transaction(deadline, execute -> {
            FeedbackRow.insert(execute, texts);
            news.complete(execute, texts);
            return texts.size();
        });
    }

    /** The row that holds this text: another's, or this one's when the answer to its commit was lost. */
    private static StoreResult alreadyStored(StoredFeedback row, NewFeedback text) {
        return row.id().equals(text.id()) ? new StoreResult.Inserted(row) : new StoreResult.AlreadyStored(row);
    }
}
