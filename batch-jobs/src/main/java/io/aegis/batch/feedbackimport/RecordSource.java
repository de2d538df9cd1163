package io.aegis.batch.feedbackimport;

import io.aegis.db.imports.Position;
import java.util.Optional;

/** The records of a file, one after the other, between which reading can be taken up again. */
interface RecordSource {

    /** The next record; empty at the end. */
    Optional<RawRecord> next();

    /** Where the next record begins. */
    Position position();
}
