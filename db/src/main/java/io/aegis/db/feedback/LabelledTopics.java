/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.InList;
import io.aegis.db.ReadAccess;
import io.aegis.deadline.Deadline;
import io.aegis.learning.TopicExample;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Reads what is known of the labels of feedback: what people decided, and the verdicts of LLMs that nobody contests. Those of the
 * built-in mock teach nothing: it says what the rules say. Thread-safe.
 */
public final class LabelledTopics {

    private static final String IDS =
            "SELECT feedback.id FROM feedback JOIN feedback_vector ON feedback_id = feedback.id"
                    + " WHERE model = ? AND " + LearnedRow.ENGLISH;

    private static final String NEWEST = " ORDER BY feedback.created_at DESC, feedback.id DESC LIMIT ?";

    private static final String BY_PEOPLE = IDS + " AND decided_at IS NOT NULL" + NEWEST;

    private static final String BY_LLMS =
            IDS + " AND source = 'AI' AND decided_at IS NULL AND NOT needs_review AND provider <> 'mock-llm'" + NEWEST;

    private static final String ROWS = LearnedRow.SELECT + " AND feedback.id IN (" + InList.MARKS + ")";

    private final ReadAccess database;
    private final String model;

    /**
     * Reads from a database.
     *
     * @param model what made the vectors
     */
    public LabelledTopics(ReadAccess database, String model) {
        this.database = database;
        this.model = model;
    }

    /**
     * Labelled rows that have a vector, in the order of their ids: people's, and as many of LLMs', the newest of either.
     *
     * @param most of both together
     */
    public List<TopicExample> newest(int most, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> {
            List<TopicExample> examples = new ArrayList<>(rows(execute, ids(execute, BY_PEOPLE, most), true));
            examples.addAll(rows(execute, ids(execute, BY_LLMS, most - examples.size()), false));
            return examples.stream()
                    .sorted(Comparator.comparing(TopicExample::feedback))
                    .toList();
        });
    }

    private List<UUID> ids(DbExecute execute, String sql, int most) {
        return execute.query(sql, model, most)
                .map(row -> row.column(1).get(UUID.class))
                .toList();
    }

    private List<TopicExample> rows(DbExecute execute, List<UUID> ids, boolean byPeople) {
        List<TopicExample> examples = new ArrayList<>();
        InList.each(ids, block -> {
            List<Object> parameters = new ArrayList<>(List.of(model));
            parameters.addAll(InList.filled(block));
            execute.createQuery(ROWS)
                    .params(parameters)
                    .execute()
                    .map(row -> example(row, byPeople))
                    .forEach(examples::add);
        });
        return examples;
    }

    private static TopicExample example(DbRow row, boolean byPeople) {
        return new TopicExample(
                row.column("id").get(UUID.class), LearnedRow.evidence(row), LabelColumns.read(row), byPeople);
    }
}
