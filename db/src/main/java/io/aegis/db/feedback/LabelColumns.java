/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.EnumBits;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.helidon.dbclient.DbRow;

/** The three columns that labels take wherever a table holds them. */
public final class LabelColumns {

    private LabelColumns() {}

    /** Reads {@code sentiment}, {@code topics}, {@code is_urgent}. */
    public static Labels read(DbRow row) {
        return read(row, "");
    }

    /** The same of a query with several of them, whose names begin differently. */
    public static Labels read(DbRow row, String prefix) {
        return new Labels(
                row.column(prefix + "sentiment").get(Sentiment.class),
                EnumBits.toSet(Topic.class, row.column(prefix + "topics").get(Long.class)),
                row.column(prefix + "is_urgent").get(Boolean.class));
    }
}
