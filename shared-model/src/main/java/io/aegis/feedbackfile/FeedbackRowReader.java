/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.aegis.csv.Formulas;
import io.aegis.feedbackfile.FileLayout.Place;
import io.aegis.storage.Metadata;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes the records of one file apart. Not thread-safe; several may read different records of one file. */
public final class FeedbackRowReader {

    private static final int LONGEST_METADATA = 128;
    private static final String NOT_DECODED = "the record holds bytes that the character set of the file does not have";

    private final FileLayout layout;
    private final int text;
    private final Encoding encoding;
    private final FieldSplitter fields;
    private final SystemMessages chat;
    private final JsonFactory json = FlatJson.factory();

    /** Why a record is no feedback, and what of it is shown. No stack trace: there may be many. */
    private static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        Refused(String reason) {
            super(reason, null, false, false);
        }
    }

    /**
     * Reads records of a file.
     *
     * @param layout of it, with a column of text
     */
    public FeedbackRowReader(FileLayout layout) {
        this.layout = layout;
        this.text = layout.text().orElseThrow(() -> new IllegalArgumentException("no column is the text"));
        this.chat = SystemMessages.of(layout.format(), layout.columns());
        this.encoding = Encodings.ofRecords(layout);
        this.fields = layout.dialect().isPresent() ? FieldSplitter.of(Encodings.dialect(layout)) : List::of;
    }

    /** Reads a record that {@link FileRecords} gave. */
    public RowOutcome read(FileRecord record) {
        return switch (record) {
            case FileRecord.Encoded encoded -> read(encoded);
            case FileRecord.Cells cells ->
                cells.problem().isPresent()
                        ? new RowOutcome.Rejected(cells.problem().get(), String.join(", ", cells.cells()))
                        : row(cells.cells(), cells.faults());
        };
    }

    /** Tells of a row at the beginning of a file what it would become, as its import will. */
    RowOutcome preview(HeadRow row) {
        return read(row.record());
    }

    private RowOutcome read(FileRecord.Encoded record) {
        try {
            if (record.problem().isPresent()) {
                throw new Refused(record.problem().get());
            }
            String line = encoding.decode(record.bytes());
            List<String> cells = layout.format() == FileFormat.JSONL ? jsonCells(line) : csvCells(line);
            if (layout.headerRow() > 0 && isHeader(cells)) {
                throw new Refused("the record repeats the header");
            }
            return row(cells, Map.of());
        } catch (CharacterCodingException e) {
            return new RowOutcome.Rejected(NOT_DECODED, encoding.lenient(record.bytes()));
        } catch (Refused e) {
            return new RowOutcome.Rejected(String.valueOf(e.getMessage()), encoding.lenient(record.bytes()));
        }
    }

    /** Files that were put one behind the other have a header in their middle. */
    private boolean isHeader(List<String> cells) {
        List<String> names = layout.columns();
        if (names.size() < 2 || cells.size() < names.size()) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            if (!TableColumns.isCalled(cells.get(i), names.get(i))) {
                return false;
            }
        }
        return true;
    }

    private List<String> csvCells(String line) throws Refused {
        try {
            return checked(fields.split(line));
        } catch (IOException e) {
            throw new Refused("the record is not well-formed CSV");
        }
    }

    private List<String> checked(List<String> cells) throws Refused {
        int count = layout.columns().size();
        if (cells.size() == count || cells.stream().allMatch(String::isBlank) || Placeholders.isDecoration(cells)) {
            return cells;
        }
        boolean padded = cells.size() > count
                && cells.subList(count, cells.size()).stream().allMatch(String::isBlank);
        if (!padded) {
            throw new Refused("the record has " + counted(cells.size()) + " where the "
                    + (layout.headerRow() > 0 ? "header" : "table") + " has " + count);
        }
        return cells;
    }

    private static String counted(int columns) {
        return columns == 1 ? "1 column" : columns + " columns";
    }

    private List<String> jsonCells(String line) throws Refused {
        try (JsonParser parser = json.createParser(line)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return List.of();
            }
            if (first == JsonToken.START_ARRAY) {
                throw new Refused("the line is a list, where others are objects: write one object a line");
            }
            FlatRecord record = FlatJson.read(parser);
            List<String> cells = JsonArrayRecords.cells(record.fields(), layout.columns());
            if (parser.nextToken() == null) {
                if (record.problem().isPresent()) {
                    throw new Refused(record.problem().get());
                }
                return cells;
            }
        } catch (IOException e) {
            // Told below.
        }
        throw new Refused("the line is not one well-formed JSON value");
    }

    private RowOutcome row(List<String> cells, Map<Integer, String> faults) {
        String fault = faults.get(text);
        if (fault != null) {
            return new RowOutcome.Rejected(
                    fault, cells.stream().filter(cell -> !cell.isBlank()).collect(Collectors.joining(", ")));
        }
        if (cells.stream().allMatch(String::isBlank)) {
            return new RowOutcome.Empty();
        }
        String cell = text < cells.size() ? cells.get(text) : "";
        if (!layout.rejects() && Placeholders.isDecoration(cells)) {
            return new RowOutcome.Empty();
        }
        if (!layout.rejects() && cells.size() > 1 && Placeholders.isTotal(cell)) {
            return new RowOutcome.Rejected("the text is only the name of a total", cell);
        }
        Optional<String> notOfAPerson = chat.reason(cells);
        if (notOfAPerson.isPresent()) {
            return new RowOutcome.Rejected(notOfAPerson.get(), cell);
        }
        if (!layout.rejects() && Placeholders.isOne(cell)) {
            return new RowOutcome.Rejected("the text only says that there is none", cell);
        }
        String raw = layout.rejects() ? Formulas.restored(cell) : cell;
        if (layout.places().isEmpty()) {
            return new RowOutcome.Submitted(raw, Metadata.NONE);
        }
        try {
            return new RowOutcome.Submitted(raw, metadata(cells));
        } catch (Refused e) {
            return new RowOutcome.Rejected(String.valueOf(e.getMessage()), raw);
        }
    }

    private Metadata metadata(List<String> cells) throws Refused {
        return new Metadata(
                text(cells, MetadataField.CHANNEL),
                text(cells, MetadataField.CUSTOMER_REF),
                text(cells, MetadataField.EXTERNAL_ID),
                moment(cells),
                text(cells, MetadataField.RATING),
                text(cells, MetadataField.LANGUAGE),
                text(cells, MetadataField.AUTHOR));
    }

    private Optional<String> text(List<String> cells, MetadataField field) throws Refused {
        Optional<String> value = value(cells, field);
        if (value.isEmpty() || !isTooLong(value.get())) {
            return value;
        }
        if (isStrict(field)) {
            throw new Refused(field.wireName() + " has more than " + LONGEST_METADATA + " characters");
        }
        return Optional.empty();
    }

    private Optional<Instant> moment(List<String> cells) throws Refused {
        Optional<String> value = value(cells, MetadataField.OCCURRED_AT);
        Optional<Instant> moment = value.flatMap(each -> TimestampParser.parse(each, layout.dayFirst()));
        if (value.isPresent() && moment.isEmpty() && isStrict(MetadataField.OCCURRED_AT)) {
            throw new Refused("occurred_at is not a time from 1970 to 9999, such as 2026-11-20T10:00:00Z");
        }
        return moment;
    }

    /** What a submission is not known by never rejects it. */
    private static boolean isAside(MetadataField field) {
        return switch (field) {
            case RATING, LANGUAGE, AUTHOR -> true;
            case CHANNEL, CUSTOMER_REF, EXTERNAL_ID, OCCURRED_AT -> false;
        };
    }

    /** Whether a value is longer than metadata may be. */
    static boolean isTooLong(String value) {
        return value.codePointCount(0, value.length()) > LONGEST_METADATA;
    }

    private boolean isStrict(MetadataField field) {
        Place place = layout.places().get(field);
        return place != null && rejects(field, place);
    }

    /** Whether a value that does not fit rejects its row; else it is left out. */
    static boolean rejects(MetadataField field, Place place) {
        return place.strict() && !isAside(field);
    }

    private Optional<String> value(List<String> cells, MetadataField field) {
        return Optional.ofNullable(layout.places().get(field))
                .filter(place -> place.column() < cells.size())
                .map(place -> cells.get(place.column()).strip())
                .filter(value -> !value.isEmpty() && !Placeholders.isNull(value));
    }
}
