/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.grouping;

import io.aegis.db.groups.TextGrouping;
import io.aegis.db.groups.UngroupedText;
import io.aegis.db.groups.VectorGrouping;
import io.aegis.db.vectors.FeedbackVector;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.List;
import java.util.UUID;

/**
 * Rows to look at, page by page.
 *
 * @param <T> what is read of a row
 */
interface GroupingPages<T> {

    /** Before the first id. */
    UUID begin(long millis, Deadline deadline) throws DatabaseUnavailableException;

    /** The next page, in the order of ids. */
    List<T> next(UUID after, int limit, Deadline deadline) throws DatabaseUnavailableException;

    /** The id of a row. */
    UUID id(T row);

    /** Texts. */
    static GroupingPages<UngroupedText> of(TextGrouping grouping) {
        return new GroupingPages<>() {
            @Override
            public UUID begin(long millis, Deadline deadline) throws DatabaseUnavailableException {
                return grouping.begin(millis, deadline);
            }

            @Override
            public List<UngroupedText> next(UUID after, int limit, Deadline deadline)
                    throws DatabaseUnavailableException {
                return grouping.next(after, limit, deadline);
            }

            @Override
            public UUID id(UngroupedText row) {
                return row.id();
            }
        };
    }

    /** Vectors. */
    static GroupingPages<FeedbackVector> of(VectorGrouping grouping) {
        return new GroupingPages<>() {
            @Override
            public UUID begin(long millis, Deadline deadline) throws DatabaseUnavailableException {
                return grouping.begin(millis, deadline);
            }

            @Override
            public List<FeedbackVector> next(UUID after, int limit, Deadline deadline)
                    throws DatabaseUnavailableException {
                return grouping.next(after, limit, deadline);
            }

            @Override
            public UUID id(FeedbackVector row) {
                return row.feedback();
            }
        };
    }
}
