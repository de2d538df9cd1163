package io.aegis.batch.feedbackimport;

import com.opencsv.ICSVParser;
import io.aegis.csv.Formulas;
import io.aegis.storage.Metadata;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Takes records apart. Not thread-safe. */
final class RowReader {

    private static final int LONGEST_METADATA = 128;
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private final Columns columns;
    private final ICSVParser parser;

    RowReader(Columns columns) {
        this.columns = columns;
        this.parser = columns.parser();
    }

    /** Reads a record. */
    Submitted read(RawRecord record) throws RowException {
        if (record.problem().isPresent()) {
            throw new RowException(record, record.problem().get(), record.lenient());
        }
        String[] fields = fields(record);
        if (fields.length != columns.count()) {
            throw new RowException(
                    record,
                    "the record has " + counted(fields.length) + " where the first line has " + columns.count(),
                    record.lenient());
        }
        String text = fields[columns.text()];
        String raw = columns.rejects() ? Formulas.restored(text) : text;
        return new Submitted(raw, columns.places().isEmpty() ? Metadata.NONE : metadata(record, fields, raw));
    }

    private String[] fields(RawRecord record) throws RowException {
        try {
            return parser.parseLine(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(record.bytes()))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new RowException(
                    record,
                    "the record holds bytes that the character set of the file does not have",
                    record.lenient());
        } catch (IOException e) {
            throw new RowException(record, "the record is not well-formed CSV", record.lenient());
        }
    }

    private Metadata metadata(RawRecord record, String[] fields, String raw) throws RowException {
        return new Metadata(
                text(record, fields, Columns.CHANNEL, raw),
                text(record, fields, Columns.CUSTOMER_REF, raw),
                text(record, fields, Columns.EXTERNAL_ID, raw),
                moment(record, fields, raw));
    }

    private Optional<String> text(RawRecord record, String[] fields, String name, String raw) throws RowException {
        Optional<String> value = value(fields, name);
        if (value.isPresent() && value.get().codePointCount(0, value.get().length()) > LONGEST_METADATA) {
            throw new RowException(record, name + " has more than " + LONGEST_METADATA + " characters", raw);
        }
        return value;
    }

    private Optional<Instant> moment(RawRecord record, String[] fields, String raw) throws RowException {
        Optional<String> value = value(fields, Columns.OCCURRED_AT);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(value.get()).withOffsetSameInstant(ZoneOffset.UTC);
            if (time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR) {
                return Optional.of(time.toInstant());
            }
        } catch (DateTimeException e) {
            // As wrong as one of another age.
        }
        throw new RowException(
                record, Columns.OCCURRED_AT + " is not a time from 1970 to 9999, such as 2026-11-20T10:00:00Z", raw);
    }

    private Optional<String> value(String[] fields, String name) {
        return Optional.ofNullable(columns.places().get(name))
                .map(index -> fields[index].strip())
                .filter(value -> !value.isEmpty());
    }

    private static String counted(int columns) {
        return columns == 1 ? "1 column" : columns + " columns";
    }
}
