package io.aegis.batch.feedbackimport;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A record as it lies in the file, without its line end.
 *
 * @param line on which it begins, the first of the file being 1
 * @param bytes in UTF-8 unless the file is broken there; nobody changes them
 * @param problem why it is none; empty when it is well-formed
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record RawRecord(long line, byte[] bytes, Optional<String> problem) {

    /** As it is, for a person to look at. */
    String lenient() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
