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
        byte[] text = Arrays.copyOfRange(readable, encoding.mark(), readable.length);
        String decoded = encoding.lenient(text);
        FileInspector.refuse(FileKind.refusal(decoded));
        Optional<FileFormat> json = JsonHead.format(decoded);
        FileFormat format = options.format().or(() -> json).orElse(FileFormat.CSV);
        Map<String, String> why = new HashMap<>();
        why.put("charset", found.why());
        why.put(
                "format",
                options.format().isPresent()
                        ? "as asked for"
                        : json.isPresent() ? "it begins like that" : "lines of fields, and nothing else that is known");
        return switch (format) {
            case JSON ->
                jsonList(
                        encoding.charset().name().startsWith("UTF-") ? readable : utf8(head, found),
                        packing,
                        found,
                        options,
                        whole,
                        why);
            case JSONL -> jsonLines(readable, encoding, packing, found, options, whole, why);
            default -> csv(readable, encoding, packing, found, options, whole, why);
        };
    }

    private static byte[] utf8(byte[] head, Encoding encoding) throws IOException {
        try (InputStream in = Utf8Stream.of(new ByteArrayInputStream(head), encoding.charset())) {
            return in.readAllBytes();
        }
    }

    private TableHead csv(
            byte[] head,
            Encoding encoding,
            Packing packing,
            Encoding found,
            FileOptions options,
            boolean whole,
            Map<String, String> why)
            throws IOException {
        DelimitedHead.Found dialect = new DelimitedHead(head, encoding, whole, known).find(options.separator());
        List<HeadRow> rows = dialect.rows();
        if (rows.isEmpty()) {
            throw new UnreadableFileException(
                    whole
                            ? "The file has no rows: export it again."
                            : "The first lines of the file are longer than " + (FileInspector.HEAD >> 10)
                                    + " KB: send one record a line, as CSV.");
        }
        Header header = new HeaderFinder(known).find(rows, options.headerRow());
        why.put("separator", dialect.why());
        return new TableHead(
                packing,
                FileFormat.CSV,
                Optional.of(found),
                Optional.of(dialect.dialect()),
                Optional.empty(),
                header.start().isPresent() ? header : beginningAt(header, dialect.from()),
                rows.subList(Math.min(header.rows(), rows.size()), rows.size()),
                why);
    }

    private static Header beginningAt(Header header, RecordPosition start) {
        return new Header(
                header.line(), header.rows(), header.columns(), header.sure(), header.why(), Optional.of(start));
    }

    private static TableHead jsonLines(
            byte[] head,
            Encoding encoding,
            Packing packing,
            Encoding found,
            FileOptions options,
            boolean whole,
            Map<String, String> why)
            throws IOException {
        JsonHead.refuseHeader(options.headerRow());
        List<Map<String, String>> objects = new ArrayList<>();
        List<Long> lines = new ArrayList<>();
        int mark = encoding.mark();
        ByteWindow window = new ByteWindow(new ByteArrayInputStream(head, mark, head.length - mark), mark, encoding);
        try (DelimitedRecords records = DelimitedRecords.lines(window, 1)) {
            while (objects.size() < DelimitedHead.ROWS) {
                Optional<FileRecord> next = records.next();
                if (next.isEmpty() || (!whole && records.position().offset() >= head.length)) {
                    break;
                }
                FileRecord.Encoded line = (FileRecord.Encoded) next.get();
                objects.add(JsonHead.fields(encoding.lenient(line.bytes())));
                lines.add(line.line());
            }
        }
        return json(FileFormat.JSONL, packing, found, JsonHead.header(objects, mark), objects, lines, why);
    }

    private static TableHead jsonList(
            byte[] head, Packing packing, Encoding found, FileOptions options, boolean whole, Map<String, String> why)
            throws IOException {
        JsonHead.refuseHeader(options.headerRow());
        List<Map<String, String>> objects = JsonHead.elements(head, whole, DelimitedHead.ROWS);
        return json(FileFormat.JSON, packing, found, JsonHead.header(objects, 0), objects, List.of(), why);
    }

    private static TableHead json(
            FileFormat format,
            Packing packing,
            Encoding found,
            Header header,
            List<Map<String, String>> objects,
            List<Long> lines,
            Map<String, String> why)
            throws UnreadableFileException {
        if (header.columns().count() == 0) {
            throw new UnreadableFileException(
                    "The JSON has no objects with fields: export a list of objects, or one object a line.");
        }
        return new TableHead(
                packing,
                format,
                Optional.of(found),
                Optional.empty(),
                Optional.empty(),
                header,
                JsonHead.rows(objects, header.columns().names(), lines),
                why);
    }
}
