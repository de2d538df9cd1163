package io.aegis.feedbackfile;

import io.aegis.ledger.Metadata;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** What a record is, once it is taken apart. */
public sealed interface RowOutcome {

    /**
     * A record with a text; whether it is long enough is not looked at.
     *
     * @param text as it is in the file
     * @param metadata what other columns tell
     * @param further {@code rating}, {@code language} and {@code author}, where there are such columns; values up to 128
     *     characters
     */
    record Submitted(String text, Metadata metadata, Map<MetadataField, String> further) implements RowOutcome {

        /** Copies the map. */
        public Submitted {
            further = Collections.unmodifiableMap(
                    further.isEmpty()
                            ? new EnumMap<>(MetadataField.class)
                            : new EnumMap<MetadataField, String>(further));
        }
    }

    /**
     * A record that is no feedback.
     *
     * @param reason for the person who sent the file
     * @param content the text, or the whole record where that cannot be told
     */
    record Rejected(String reason, String content) implements RowOutcome {}

    /** A record of separators and blanks only: skipped, and counted. */
    record Empty() implements RowOutcome {}
}
