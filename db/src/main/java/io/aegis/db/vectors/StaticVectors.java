/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.vectors;

import io.aegis.db.Database;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The table of static vectors, in blocks. There is one at a time. Thread-safe. */
public final class StaticVectors {

    private static final int BLOCK = 1 << 20;

    /** Most blocks that are read: a table of this product has 12. */
    private static final int MOST_BLOCKS = 32;

    private static final String IS_STORED = "SELECT 1 FROM static_vector WHERE model = ? AND block = 0";

    private static final String BLOCKS =
            "SELECT content FROM static_vector WHERE model = ? ORDER BY block LIMIT " + MOST_BLOCKS;

    private static final String CLEAR = "DELETE FROM static_vector";

    private static final String INSERT = "INSERT INTO static_vector (model, block, content) VALUES (?, ?, ?)";

    private final Database database;

    /** Those of a database. */
    public StaticVectors(Database database) {
        this.database = database;
    }

    /** Whether a table is stored. */
    public boolean has(String model, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> execute.get(IS_STORED, model).isPresent());
    }

    /** A table; empty when it is not stored. */
    public Optional<InputStream> find(String model, Deadline deadline) throws DatabaseUnavailableException {
        List<InputStream> blocks = database.read(
                deadline,
                execute -> execute.query(BLOCKS, model)
                        .<InputStream>map(
                                row -> new ByteArrayInputStream(row.column(1).get(byte[].class)))
                        .toList());
        return blocks.isEmpty()
                ? Optional.empty()
                : Optional.of(new SequenceInputStream(Collections.enumeration(blocks)));
    }

    /** Stores a table in the place of any other. Safe to repeat. */
    public void store(String model, byte[] table, Deadline deadline) throws DatabaseUnavailableException {
        database.transaction(deadline, execute -> {
            execute.delete(CLEAR);
            int block = 0;
            for (int from = 0; from < table.length; from += BLOCK) {
                execute.insert(
                        INSERT, model, block++, Arrays.copyOfRange(table, from, Math.min(table.length, from + BLOCK)));
            }
            return block;
        });
    }
}
