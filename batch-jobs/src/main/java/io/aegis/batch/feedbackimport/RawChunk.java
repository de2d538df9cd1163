package io.aegis.batch.feedbackimport;

import io.aegis.db.imports.Position;
import java.util.List;

/**
 * Consecutive records that are stored in one transaction.
 *
 * @param start before the first
 * @param end behind the last
 * @param records in their order
 */
record RawChunk(Position start, Position end, List<RawRecord> records) {}
