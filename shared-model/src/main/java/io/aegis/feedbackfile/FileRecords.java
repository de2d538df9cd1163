/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Opens files for reading, at their beginning or where another reader left off. */
public final class FileRecords {

    private FileRecords() {}

    /**
     * The records of a file behind its header.
     *
     * @param source the file as it was sent
     * @param layout of it
     * @param from {@link RecordPosition#START}, or what {@link RecordReader#position()} of another reader said
     * @return a reader; the caller closes it
     * @throws UnreadableFileException when the file is not what the layout says
     * @throws IOException when it cannot be read
     */
    public static RecordReader open(FileSource source, FileLayout layout, RecordPosition from) throws IOException {
        if (layout.exact()) {
            RecordPosition begin = from.offset() < layout.start().offset() ? layout.start() : from;
            Encoding encoding = Encodings.of(layout);
            return split(layout, new ByteWindow(source.open(begin.offset()), begin.offset(), encoding), begin.line());
        }
        InputStream unpacked = Decompression.open(source, layout.packing());
        boolean opened = false;
        try {
            RecordReader reader = NumberedRecords.of(unpacked(unpacked, layout), from.offset());
            opened = true;
            return reader;
        } finally {
            if (!opened) {
                unpacked.close();
            }
        }
    }

    private static RecordReader unpacked(InputStream unpacked, FileLayout layout) throws IOException {
        return switch (layout.format()) {
            case XLSX -> workbook(unpacked, layout);
            // Lists are to JSON what sheets are to workbooks.
            case JSON ->
                new JsonArrayRecords(
                        asUtf8(unpacked, layout),
                        layout.columns(),
                        layout.sheet().map(FileLayout.SheetName::name));
            case CSV, JSONL -> {
                InputStream text = asUtf8(unpacked, layout);
                text.skipNBytes(layout.start().offset());
                ByteWindow window = new ByteWindow(text, layout.start().offset(), Encodings.ofRecords(layout));
                yield split(layout, window, layout.start().line());
            }
        };
    }

    private static RecordReader workbook(InputStream unpacked, FileLayout layout) throws IOException {
        try (unpacked) {
            return WorkbookRecords.open(
                    Archive.of(unpacked),
                    layout.sheet().orElseThrow().number(),
                    layout.start().offset());
        }
    }

    private static InputStream asUtf8(InputStream text, FileLayout layout) {
        Encoding encoding = Encodings.of(layout);
        boolean asItIs = layout.format() != FileFormat.JSON && encoding.isSplittable();
        return Utf8Stream.of(text, asItIs ? StandardCharsets.UTF_8 : encoding.charset());
    }

    private static RecordReader split(FileLayout layout, ByteWindow window, long line) {
        return layout.format() == FileFormat.JSONL
                ? DelimitedRecords.lines(window, line)
                : DelimitedRecords.of(window, Encodings.dialect(layout), line);
    }
}
