/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out what the characters of a file are: their set, the format, separators, the header. Immutable. */
final class TextInspector {

    private final KnownColumns known;

    TextInspector(KnownColumns known) {
        this.known = known;
    }

    /**
     * The first rows of a text.
     *
     * @param head its first bytes, unpacked
     * @param whole whether they are all
     * @param beyondAscii further lines of it, from where its first characters beyond ASCII are; may be empty
     */
    TableHead inspect(byte[] head, Packing packing, FileOptions options, boolean whole, byte[] beyondAscii)
            throws IOException {
        if (options.format().filter(format -> format == FileFormat.XLSX).isPresent()) {
            throw new UnreadableFileException("The file is no workbook (.xlsx): leave the format away.");
        }
        FileInspector.refuse(FileKind.refusal(FileKind.text(head)));
        Encoding found = EncodingDetector.detect(head, beyondAscii, options.charset())
                .orElseThrow(() -> new UnreadableFileException("The file is no text, nor a workbook or archive that is "
                        + "known: export the feedback as CSV, .xlsx or JSON, and send that."));
        byte[] readable = found.isSplittable() ? head : utf8(head, found);
        Encoding encoding = found.isSplittable() ? found : new Encoding(StandardCharsets.UTF_8, 0, 1, "");
        String decoded = encoding.lenient(Arrays.copyOfRange(readable, encoding.mark(), readable.length));
        FileInspector.refuse(FileKind.refusal(decoded));
        Optional<FileFormat> json = JsonHead.format(decoded);
        if (json.isEmpty() && options.format().isEmpty() && JsonHead.nestsTooDeeply(decoded)) {
            throw new UnreadableFileException("The JSON nests more than " + FlatJson.MAX_NESTING
                    + " values in each other: export a list of objects, or one object a line.");
        }
        FileFormat format = options.format().or(() -> json).orElse(FileFormat.CSV);
        Map<String, String> why = new HashMap<>();
        why.put("charset", found.why());
        why.put(
                "format",
                options.format().isPresent()
                        ? "as asked for"
                        : json.isPresent() ? "it begins like that" : "lines of fields, and nothing else that is known");
        boolean single = format == FileFormat.JSON && !encoding.charset().name().startsWith("UTF-");
        Text text = new Text(encoding, packing, found, options, whole, why);
        return switch (format) {
            case JSON -> jsonList(single ? utf8(head, found) : readable, text);
            case JSONL -> jsonLines(readable, text);
            default -> csv(readable, text);
        };
    }

    /**
     * What is known of a text beside its first bytes.
     *
     * @param encoding of these bytes
     * @param packing of the file
     * @param found the encoding of the file
     * @param options what was asked for
     * @param whole whether these bytes are all
     * @param why what is known is known, by its name
     */
    private record Text(
            Encoding encoding,
            Packing packing,
            Encoding found,
            FileOptions options,
            boolean whole,
            Map<String, String> why) {}

    private static byte[] utf8(byte[] head, Encoding encoding) throws IOException {
        try (InputStream in = Utf8Stream.of(new ByteArrayInputStream(head), encoding.charset())) {
            return in.readAllBytes();
        }
    }

    private TableHead csv(byte[] head, Text text) throws IOException {
        DelimitedHead.Found dialect = new DelimitedHead(head, text.encoding(), text.whole(), known)
                .find(text.options().separator());
        List<HeadRow> rows = dialect.rows();
        if (rows.isEmpty()
                || (text.whole()
                        && rows.stream().flatMap(row -> row.cells().stream()).allMatch(String::isBlank))) {
            throw text.whole() ? new UnreadableFileException("The file has no rows: export it again.") : tooLong(head);
        }
        Header header = new HeaderFinder(known).find(rows, text.options().headerRow());
        if (header.rows() >= rows.size() && !text.whole()) {
            throw tooLong(head);
        }
        text.why().put("separator", dialect.why());
        return new TableHead(
                text.packing(),
                FileFormat.CSV,
                Optional.of(text.found()),
                Optional.of(dialect.dialect()),
                Optional.empty(),
                header.start().isPresent() ? header : beginningAt(header, dialect.from()),
                rows.subList(Math.min(header.rows(), rows.size()), rows.size()),
                text.why());
    }

    private static UnreadableFileException tooLong(byte[] head) {
        return new UnreadableFileException("The first lines of the file are longer than " + (head.length >> 10)
                + " KB: send one record a line, as CSV.");
    }

    private static Header beginningAt(Header header, RecordPosition start) {
        return new Header(
                header.line(), header.rows(), header.columns(), header.sure(), header.why(), Optional.of(start));
    }

    private static TableHead jsonLines(byte[] head, Text text) throws IOException {
        JsonHead.refuseHeader(text.options().headerRow());
        List<Map<String, String>> objects = new ArrayList<>();
        List<Long> lines = new ArrayList<>();
        int mark = text.encoding().mark();
        ByteWindow window = ByteWindow.on(head, mark, text.encoding());
        try (DelimitedRecords records = DelimitedRecords.lines(window, 1)) {
            while (objects.size() < DelimitedHead.ROWS) {
                Optional<FileRecord> next = records.next();
                if (next.isEmpty() || (!text.whole() && records.position().offset() >= head.length)) {
                    break;
                }
                FileRecord.Encoded line = (FileRecord.Encoded) next.get();
                objects.add(JsonHead.fields(text.encoding().lenient(line.bytes())));
                lines.add(line.line());
            }
        }
        return json(FileFormat.JSONL, text, JsonHead.header(objects, mark), objects, lines);
    }

    private static TableHead jsonList(byte[] head, Text text) throws IOException {
        JsonHead.refuseHeader(text.options().headerRow());
        List<Map<String, String>> objects = JsonHead.elements(head, text.whole(), DelimitedHead.ROWS);
        return json(FileFormat.JSON, text, JsonHead.header(objects, 0), objects, List.of());
    }

    private static TableHead json(
            FileFormat format, Text text, Header header, List<Map<String, String>> objects, List<Long> lines)
            throws UnreadableFileException {
        if (header.columns().count() == 0) {
            throw new UnreadableFileException(
                    "The JSON has no objects with fields: export a list of objects, or one object a line.");
        }
        return new TableHead(
                text.packing(),
                format,
                Optional.of(text.found()),
                Optional.empty(),
                Optional.empty(),
                header,
                JsonHead.rows(objects, header.columns().names(), lines),
                text.why());
    }
}
