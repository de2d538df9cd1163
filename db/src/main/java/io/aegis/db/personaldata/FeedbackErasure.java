/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import io.aegis.db.commonwords.LearnedRuns;
import io.aegis.embedding.Embedding;
import io.aegis.grouping.HyperplaneBands;
import io.helidon.dbclient.DbExecute;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Erases a row of feedback with all that hangs on it: verdicts, reviews, alerts, vectors, what was sent along, what colleagues agreed
 * on. Groups count it out afterwards.
 */
public final class FeedbackErasure {

    private static final String BAND = "DELETE FROM feedback_band WHERE band_key = ? AND feedback_id = ?";

    private static final String VECTOR = "SELECT vector FROM feedback_vector WHERE feedback_id = ?";

    private static final HyperplaneBands VECTOR_BANDS = new HyperplaneBands();

    /** What goes with a row, in the order in which foreign keys let it; the rest goes by itself. */
    private enum Dependent {
        REVIEWS("DELETE FROM review WHERE feedback_id = ?"),
        HEALING("DELETE FROM healing WHERE feedback_id = ?"),
        VERDICTS("DELETE FROM analysis WHERE feedback_id = ?"),
        SUBMISSIONS("DELETE FROM submission WHERE feedback_id = ?"),
        ALERTS("DELETE FROM alert_outbox WHERE subject_id = ?"),
        TEXTS("DELETE FROM feedback WHERE id = ?");

        private final String sql;

        Dependent(String sql) {
            this.sql = sql;
        }

        String counted() {
            return name().toLowerCase(Locale.ROOT) + "_erased";
        }
    }

    private FeedbackErasure() {}

    /**
     * Erases a row.
     *
     * @param text of the row, sanitised: what it has in common with others is derived from it
     * @return how many were erased of what, such as {@code texts_erased}
     */
    public static Map<String, Long> erase(DbExecute execute, UUID id, String text) {
        LearnedRuns.allKeys(execute, id, text).forEach(key -> execute.delete(BAND, key, id));
        execute.get(VECTOR, id)
                .map(row -> row.column("vector").get(byte[].class))
                .filter(vector -> vector.length == Embedding.LENGTH)
                .ifPresent(vector ->
                        VECTOR_BANDS.keys(Embedding.of(vector)).forEach(key -> execute.delete(BAND, key, id)));
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Dependent each : Dependent.values()) {
            counts.put(each.counted(), execute.delete(each.sql, id));
        }
        return counts;
    }
}
