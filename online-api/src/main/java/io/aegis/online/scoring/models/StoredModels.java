/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.models;

import io.aegis.db.models.ModelQueries;
import io.aegis.db.models.ModelRow;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Models of the database.
 *
 * @param queries reads, through the account that only reads
 * @param ticker measures how long it may take
 */
public record StoredModels(ModelQueries queries, Ticker ticker) implements ModelSource {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Override
    public List<ModelRow> active() throws DatabaseUnavailableException {
        return queries.active(Deadline.after(ticker, TIMEOUT));
    }

    @Override
    public Optional<byte[]> artifact(long id) throws DatabaseUnavailableException {
        return queries.artifact(id, Deadline.after(ticker, TIMEOUT));
    }
}
