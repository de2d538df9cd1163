/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The beginning of a CSV file, read as an import will read it, in whatever dialect. */
final class DelimitedHead {

    /** Records that are looked at. */
    static final int ROWS = 200;

    private final byte[] head;
    private final Encoding encoding;
    private final boolean whole;

    /**
     * A beginning.
     *
     * @param head of the file, mark included
     * @param whole whether it is all of the file
     */
    DelimitedHead(byte[] head, Encoding encoding, boolean whole) {
        this.head = head;
        this.encoding = encoding;
        this.whole = whole;
    }

    /** Behind the mark of the encoding. */
    RecordPosition start() {
        return new RecordPosition(encoding.mark(), 1);
    }

    /** Whether a line is in quotes as a whole. */
    boolean isQuoted(FileRecord.Encoded line) {
        String text = encoding.lenient(line.bytes()).strip();
        return line.problem().isEmpty() && text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    }

    /** Most records have so many fields. */
    static int width(List<HeadRow> rows) {
        Map<Integer, Integer> counts = new HashMap<>();
        int width = 0;
        int most = 0;
        for (HeadRow row : rows) {
            if (!row.broken() && row.filled() > 0) {
                int count = counts.merge(row.cells().size(), 1, Integer::sum);
                if (count > most || (count == most && row.cells().size() > width)) {
                    most = count;
                    width = row.cells().size();
                }
            }
        }
        return width;
    }

    /** Records from a position on, in a dialect; without the last one of a beginning, which may be cut off. */
    List<HeadRow> rows(Dialect dialect, RecordPosition from, int most) throws IOException {
        List<HeadRow> rows = new ArrayList<>();
        FieldSplitter fields = FieldSplitter.of(dialect);
        ByteWindow window = ByteWindow.on(head, (int) from.offset(), encoding);
        try (DelimitedRecords records = DelimitedRecords.of(window, dialect, from.line())) {
            while (rows.size() < most) {
                Optional<FileRecord> next = records.next();
                if (next.isEmpty() || (!whole && records.position().offset() >= head.length)) {
                    break;
                }
                rows.add(row((FileRecord.Encoded) next.get(), records.position(), fields));
            }
        }
        return rows;
    }

    /** Lines from a position on, as they are. */
    List<HeadRow> lines(RecordPosition from) throws IOException {
        List<HeadRow> rows = new ArrayList<>();
        ByteWindow window = ByteWindow.on(head, (int) from.offset(), encoding);
        try (DelimitedRecords records = DelimitedRecords.lines(window, from.line())) {
            for (var next = records.next(); next.isPresent() && rows.size() < ROWS; next = records.next()) {
                rows.add(row((FileRecord.Encoded) next.get(), records.position(), List::of));
            }
        }
        return rows;
    }

    private HeadRow row(FileRecord.Encoded record, RecordPosition end, FieldSplitter fields) {
        String text = encoding.lenient(record.bytes());
        if (record.problem().isEmpty()) {
            try {
                return new HeadRow(record.line(), end, fields.split(text), false, record);
            } catch (IOException e) {
                // Shown as it is.
            }
        }
        return new HeadRow(record.line(), end, List.of(text), true, record);
    }
}
