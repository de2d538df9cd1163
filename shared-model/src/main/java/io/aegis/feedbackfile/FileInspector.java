package io.aegis.feedbackfile;

import io.aegis.feedbackfile.FileLayout.SheetName;
import io.aegis.feedbackfile.workbook.SheetRow;
import io.aegis.feedbackfile.workbook.SheetRows;
import io.aegis.feedbackfile.workbook.Workbook;
import io.aegis.feedbackfile.workbook.WorkbookException;
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

/**
 * Finds out what a file is, from its first bytes, before anything of it is stored: packing, format, character set,
 * separator, header, and which column is what. What the sender says outweighs what the file looks like. Immutable, for any
 * number of threads.
 */
public final class FileInspector {

    /** Bytes that are looked at; so many of a longer file suffice, save of workbooks and zip archives. */
    public static final int HEAD = 1 << 18;

    private final KnownColumns known = KnownColumns.load();

    /** How much of a file there is to look at. */
    public enum Extent {
        /** All of it. */
        WHOLE,
        /** Its beginning. */
        BEGINNING
    }

    /**
     * Looks at a file.
     *
     * @param source of it
     * @param options what the sender says
     * @param extent whether it is all there
     * @return what it would become
     * @throws UnreadableFileException when no row of it can be read; the message says what the file is and what to do
     * @throws InvalidOptionException when the sender says what cannot be
     * @throws IOException when it cannot be read
     */
    public FilePreview inspect(FileSource source, FileOptions options, Extent extent) throws IOException {
        return inspect(source, options, extent, new byte[0]);
    }

    /**
     * Looks at a file of which more was seen.
     *
     * @param beyondAscii lines of it, from where its first characters beyond ASCII are; may be empty
     */
    public FilePreview inspect(FileSource source, FileOptions options, Extent extent, byte[] beyondAscii)
            throws IOException {
        TableHead head = head(source, options, extent, beyondAscii);
        return new PreviewBuilder(known, head, options).build();
    }

    private TableHead head(FileSource source, FileOptions options, Extent extent, byte[] beyondAscii)
            throws IOException {
        byte[] first;
        try (InputStream in = source.open(0)) {
            first = in.readNBytes(HEAD);
        }
        if (first.length == 0) {
            throw new UnreadableFileException("The file is empty: export it again.");
        }
        refuse(FileKind.refusal(first));
        Packing packing = packing(source, first, extent);
        if (packing == Packing.NONE) {
            return Unpacked.isZip(first)
                    ? workbook(source, packing, options)
                    : text(first, packing, options, extent == Extent.WHOLE && first.length < HEAD, beyondAscii);
        }
        byte[] inner = unpackedHead(source, packing, extent);
        refuse(FileKind.refusal(inner));
        if (Unpacked.isGzip(inner)) {
            throw new UnreadableFileException("The file is packed twice: unpack it once, and send what is in it.");
        }
        return Unpacked.isZip(inner)
                ? workbook(source, packing, options)
                : text(inner, packing, options, extent == Extent.WHOLE && inner.length < HEAD, new byte[0]);
    }

    private static void refuse(Optional<String> refusal) throws UnreadableFileException {
        if (refusal.isPresent()) {
            throw new UnreadableFileException(refusal.get());
        }
    }

    private static Packing packing(FileSource source, byte[] first, Extent extent) throws IOException {
        if (Unpacked.isGzip(first)) {
            return Packing.GZIP;
        }
        if (!Unpacked.isZip(first)) {
            return Packing.NONE;
        }
        try (InputStream in = source.open(0);
                Archive archive = Archive.of(in)) {
            return archive.isWorkbook() ? Packing.NONE : Packing.ZIP;
        } catch (UnreadableFileException e) {
            throw extent == Extent.WHOLE
                    ? e
                    : new UnreadableFileException(
                            "The file is a workbook or zip archive: send all of it, as its contents stand at its end.");
        }
    }

    private static byte[] unpackedHead(FileSource source, Packing packing, Extent extent) throws IOException {
        byte[] head = new byte[HEAD];
        int length = 0;
        try (InputStream in = Unpacked.open(source, packing)) {
            for (int read = in.read(head, 0, HEAD); read > 0; read = in.read(head, length, HEAD - length)) {
                length += read;
            }
        } catch (UnreadableFileException e) {
            if (extent == Extent.WHOLE || length == 0) {
                throw e;
            }
            // Cut off, as the beginning of a file is.
        }
        return Arrays.copyOf(head, length);
    }

    private TableHead workbook(FileSource source, Packing packing, FileOptions options) throws IOException {
        if (options.format().filter(format -> format != FileFormat.XLSX).isPresent()) {
            throw new UnreadableFileException("The file is a workbook (.xlsx), not "
                    + options.format().get().wireName() + ": leave the format away.");
        }
        try (InputStream in = Unpacked.open(source, packing);
                Archive archive = Archive.of(in)) {
            if (!archive.isWorkbook()) {
                throw new UnreadableFileException("The archive holds another archive: unpack it once.");
            }
            Workbook workbook = Workbook.open(archive);
            SheetName sheet = sheet(workbook, options.sheet());
            List<HeadRow> rows = new ArrayList<>();
            try (SheetRows sheetRows = workbook.rows(sheet.number())) {
                Optional<SheetRow> next = sheetRows.next();
                while (next.isPresent() && rows.size() < DelimitedHead.ROWS) {
                    SheetRow row = next.get();
                    RecordPosition end = new RecordPosition(row.number(), row.number() + 1);
                    rows.add(new HeadRow(row.number(), end, row.cells(), false));
                    next = sheetRows.next();
                }
            }
            List<HeadRow> even = even(rows);
            Header header = new HeaderFinder(known).find(even, options.headerRow());
            return new TableHead(
                    packing,
                    FileFormat.XLSX,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(sheet),
                    header,
                    even.subList(Math.min(header.rows(), even.size()), even.size()),
                    Map.of(
                            "format",
                            "the file is a workbook",
                            "sheet",
                            options.sheet().isPresent() ? "as asked for" : "it is the first one"));
        } catch (WorkbookException e) {
            throw new UnreadableFileException(String.valueOf(e.getMessage()));
        }
    }

    /** Sheets have no cells behind the last one of a row that is not blank: all rows get as many. */
    private static List<HeadRow> even(List<HeadRow> rows) {
        int width = rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
        return rows.stream()
                .map(row -> {
                    List<String> cells = new ArrayList<>(row.cells());
                    while (cells.size() < width) {
                        cells.add("");
                    }
                    return new HeadRow(row.line(), row.end(), cells, false);
                })
                .toList();
    }

    private static SheetName sheet(Workbook workbook, Optional<String> asked) throws UnreadableFileException {
        List<String> names = workbook.sheetNames();
        if (asked.isEmpty()) {
            int first = workbook.firstVisible();
            return new SheetName(first, names.get(first));
        }
        String wanted = asked.get();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).strip().equalsIgnoreCase(wanted)) {
                return new SheetName(i, names.get(i));
            }
        }
        if (wanted.matches("[1-9]\\d{0,2}") && Integer.parseInt(wanted) <= names.size()) {
            int number = Integer.parseInt(wanted) - 1;
            return new SheetName(number, names.get(number));
        }
        throw new UnreadableFileException("The workbook has no sheet '" + wanted + "': name one of "
                + String.join(", ", names.subList(0, Math.min(FilePreview.ROWS, names.size()))) + ".");
    }

    private TableHead text(byte[] head, Packing packing, FileOptions options, boolean whole, byte[] beyondAscii)
            throws IOException {
        if (options.format().filter(format -> format == FileFormat.XLSX).isPresent()) {
            throw new UnreadableFileException("The file is no workbook (.xlsx): leave the format away.");
        }
        refuse(FileKind.refusal(FileKind.text(head)));
        Encoding found = EncodingDetector.detect(head, beyondAscii, options.charset())
                .orElseThrow(() -> new UnreadableFileException("The file is no text, nor a workbook or archive that is "
                        + "known: export the feedback as CSV, .xlsx or JSON, and send that."));
        byte[] readable = found.isSplittable() ? head : utf8(head, found);
        Encoding encoding = found.isSplittable() ? found : new Encoding(StandardCharsets.UTF_8, 0, 1, "");
        byte[] text = Arrays.copyOfRange(readable, encoding.mark(), readable.length);
        String decoded = encoding.lenient(text);
        refuse(FileKind.refusal(decoded));
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
                            : "The first lines of the file are longer than " + (HEAD >> 10)
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
