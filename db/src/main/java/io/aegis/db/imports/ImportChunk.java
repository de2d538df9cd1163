package io.aegis.db.imports;

import io.aegis.db.feedback.Repeated;
import java.util.List;

/**
 * Consecutive records of a file.
 *
 * @param start before the first
 * @param end behind the last
 * @param texts what is feedback, each text once
 * @param rejects what is not
 */
public record ImportChunk(Position start, Position end, List<Repeated> texts, List<Reject> rejects) {

    /** Copies the lists. */
    public ImportChunk {
        texts = List.copyOf(texts);
        rejects = List.copyOf(rejects);
    }

    /** What became of its rows when so many texts were new. */
    RowCounts counts(int stored) {
        long submissions = texts.stream().mapToLong(Repeated::submissions).sum();
        return new RowCounts(stored, submissions - stored, rejects.size());
    }
}
