/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.vectors;

import io.aegis.db.InList;
import io.aegis.db.ReadAccess;
import io.aegis.deadline.Deadline;
import io.aegis.embedding.Embedding;
import io.aegis.embedding.TextEmbedder;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes vectors of rows' texts as they are read, where that is quicker than to store them. Thread-safe. */
public final class FeedbackTexts {

    private static final String SOME = "SELECT id, clean_content FROM feedback WHERE id IN (" + InList.MARKS + ")";

    private final ReadAccess database;

    /** Reads from a database. */
    public FeedbackTexts(ReadAccess database) {
        this.database = database;
    }

    /** The vectors of rows; those that have gone are missing. No more than some hundred texts are held at a time. */
    public Map<UUID, Embedding> vectors(List<UUID> rows, TextEmbedder embedder, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.read(deadline, execute -> {
            Map<UUID, Embedding> vectors = new HashMap<>();
            InList.each(
                    rows,
                    block -> execute.createQuery(SOME)
                            .params(InList.filled(block))
                            .execute()
                            .forEach(row -> vectors.put(
                                    row.column("id").get(UUID.class),
                                    embedder.embed(row.column("clean_content").get(String.class)))));
            return vectors;
        });
    }
}
