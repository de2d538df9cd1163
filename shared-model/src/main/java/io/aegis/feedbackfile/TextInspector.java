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
import java.util.OptionalInt;
import java.util.stream.IntStream;

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
    TableHead inspect(byte[] head, Compression packing, FileOptions options, boolean whole, byte[] beyondAscii)
            throws IOException {
        if (options.format().filter(format -> format == FileFormat.XLSX).isPresent()) {
            throw new UnreadableFileException("The file is no workbook (.xlsx): leave the format away.");
        }
        FileInspector.refuse(FileKind.refusal(FileKind.text(head)));
        Encoding found = EncodingDetector.detect(head, beyondAscii, options.charset())
                .orElseThrow(() -> new UnreadableFileException("The file is no text, nor a workbook or archive that is "
                        + "known: export the feedback as CSV, .xlsx or JSON, and send that."));
        refuseWide(head, options, found);
        if (options.charset().isEmpty() && isAscii(head) && SevenBitEncodings.isUtf7(head)) {
            throw new UnreadableFileException(
                    "The file is in UTF-7, which was made for mail: save it as UTF-8, and send it again.");
        }
        byte[] readable = found.isSplittable() ? head : utf8(head, found);
        Encoding encoding = found.isSplittable() ? found : new Encoding(StandardCharsets.UTF_8, 0, 1, "");
        String decoded = encoding.lenient(Arrays.copyOfRange(readable, encoding.mark(), readable.length));
        FileInspector.refuse(FileKind.refusal(decoded));
        FileInspector.refuse(JsonErrors.guarded(decoded));
        FileInspector.refuse(JsonErrors.otherTable(decoded));
        FileInspector.refuse(JsonErrors.refusal(decoded, whole, known));
        Optional<FileFormat> json = JsonHead.format(decoded, known);
        if (json.isEmpty() && options.format().isEmpty()) {
            refuseOtherJson(decoded);
        }
        FileFormat format = options.format().or(() -> json).orElse(FileFormat.CSV);
        if (format == FileFormat.CSV && options.sheet().isPresent()) {
            throw new InvalidOptionException("sheet", "must be left out: the file is CSV, which has no sheets");
        }
        Map<String, String> why = new HashMap<>();
        why.put("charset", found.why());
        why.put(
                "format",
                options.format().isPresent()
                        ? "as asked for"
                        : json.isPresent() ? "it begins like that" : "lines of fields, and nothing else that is known");
        Text text = new Text(encoding, packing, found, options, whole, why);
        TableHead table = switch (format) {
            case JSON -> jsonList(utf8(head, found), decoded, text);
            case JSONL -> jsonLines(readable, text);
            default -> csv(readable, text);
        };
        return table.readAs(CharsetReadings.of(found, beyondAscii.length > 0 && isAscii(head) ? beyondAscii : head));
    }

    /** UTF-16 and UTF-32 make of any bytes some text: ideographs, where the bytes are none of theirs. */
    private static void refuseWide(byte[] head, FileOptions options, Encoding found) {
        String name = found.charset().name();
        if (options.charset().isPresent()
                && found.mark() == 0
                && (name.startsWith("UTF-16") || name.startsWith("UTF-32"))
                && EncodingDetector.detect(head, new byte[0], Optional.empty())
                        .filter(each -> each.charset().equals(StandardCharsets.UTF_8) && each.confidence() == 1)
                        .isPresent()) {
            throw new InvalidOptionException(
                    "charset", "must be left out or be another one: the file is not in " + name + ", but in UTF-8");
        }
    }

    private static boolean isAscii(byte[] bytes) {
        return IntStream.range(0, bytes.length).allMatch(i -> bytes[i] >= 0);
    }

    private static void refuseOtherJson(String decoded) throws UnreadableFileException {
        if (JsonHead.nestsTooDeeply(decoded)) {
            throw new UnreadableFileException("The JSON nests more than " + FlatJson.MAX_NESTING
                    + " values in each other: export a list of objects, or one object a line.");
        }
        Optional<String> broken = JsonSeries.broken(decoded);
        if (broken.isPresent()) {
            throw new UnreadableFileException(broken.get());
        }
        if (JsonHead.isJson(decoded)) {
            throw new UnreadableFileException(
                    "The JSON has no list of records: export a list of objects, or one object a line.");
        }
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
            Compression packing,
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
        DialectDetector.Found dialect = new DialectDetector(
                        new DelimitedHead(head, text.encoding(), text.whole()), known)
                .find(text.options().separator());
        List<HeadRow> rows = dialect.rows();
        if (rows.isEmpty()
                || (text.whole()
                        && rows.stream().flatMap(row -> row.cells().stream()).allMatch(TextInspector::isNothing))) {
            throw text.whole() ? new UnreadableFileException("The file has no rows: export it again.") : tooLong(head);
        }
        Header header = header(dialect, rows, text.options().headerRow());
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
                header.start().isPresent() ? header : header.at(dialect.from()),
                rows.subList(Math.min(header.rows(), rows.size()), rows.size()),
                text.why(),
                List.of(),
                dialect.doubts(),
                List.of());
    }

    private Header header(DialectDetector.Found found, List<HeadRow> rows, OptionalInt asked) {
        HeaderFinder finder = new HeaderFinder(known);
        return asked.isEmpty() && found.dialect().quoting().isDrawn()
                ? finder.find(rows, OptionalInt.of((int) rows.getFirst().line()))
                        .because("a line is drawn below it")
                : finder.find(rows, asked);
    }

    /** Blank, or separators only in a file of nothing else. */
    private static boolean isNothing(String cell) {
        return cell.chars().allMatch(each -> Character.isWhitespace(each) || ",;|".indexOf(each) >= 0);
    }

    private static UnreadableFileException tooLong(byte[] head) {
        return new UnreadableFileException("The first lines of the file are longer than " + (head.length >> 10)
                + " KB: send one record a line, as CSV.");
    }

    private TableHead jsonLines(byte[] head, Text text) throws IOException {
        JsonHead.refuseHeader(text.options().headerRow());
        List<FlatRecord> objects = new ArrayList<>();
        List<FileRecord.Encoded> lines = new ArrayList<>();
        List<RecordPosition> ends = new ArrayList<>();
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
                lines.add(line);
                ends.add(records.position());
            }
        }
        Header header = JsonHead.header(objects, mark);
        List<HeadRow> rows = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            rows.add(JsonHead.row(objects.get(i), header.columns().names(), lines.get(i), ends.get(i)));
        }
        return json(FileFormat.JSONL, text, header, rows, JsonChoice.NONE.with(doubt(objects, header, text)));
    }

    private TableHead jsonList(byte[] head, String decoded, Text text) throws IOException {
        JsonHead.refuseHeader(text.options().headerRow());
        JsonChoice choice =
                JsonSeries.choice(decoded, JsonLists.of(decoded), text.options().sheet(), known);
        choice.why().ifPresent(why -> text.why().put("sheet", why));
        List<FlatRecord> elements =
                JsonHead.elements(head, text.whole(), choice.list().map(FileLayout.SheetName::name));
        if (elements.isEmpty() && !text.whole()) {
            throw new UnreadableFileException("The first record of the JSON is longer than " + (head.length >> 10)
                    + " KB: leave it out, or send one record a line, as CSV.");
        }
        Header header = JsonHead.header(elements, 0);
        return json(
                FileFormat.JSON,
                text,
                header,
                JsonHead.rows(elements, header.columns().names()),
                choice.with(doubt(elements, header, text)));
    }

    private Optional<String> doubt(List<FlatRecord> objects, Header header, Text text) {
        return text.options().column().isPresent()
                ? Optional.empty()
                : JsonHead.doubt(objects, header.columns().names(), known);
    }

    private static TableHead json(FileFormat format, Text text, Header header, List<HeadRow> rows, JsonChoice choice)
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
                choice.list(),
                header,
                rows,
                text.why(),
                List.of(),
                choice.doubts(),
                List.of());
    }
}
