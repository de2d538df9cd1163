/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
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
    private final WorkbookInspector workbooks = new WorkbookInspector(known);
    private final TextInspector texts = new TextInspector(known);

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
        FilePreview preview = new PreviewBuilder(known, head, options).build();
        if (extent == Extent.WHOLE && preview.layout().format() == FileFormat.JSON) {
            JsonFaults.refuse(source, preview.layout());
        }
        return preview;
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
        Compression packing = packing(source, first, extent);
        if (packing == Compression.NONE) {
            return Decompression.isZip(first)
                    ? workbooks.inspect(source, packing, options)
                    : texts.inspect(
                            first, packing, options, extent == Extent.WHOLE && first.length < HEAD, beyondAscii);
        }
        LateCharsetSample late = new LateCharsetSample();
        byte[] inner = unpackedHead(source, packing, extent, late);
        refuse(FileKind.refusal(inner));
        if (Decompression.isGzip(inner)) {
            throw new UnreadableFileException("The file is packed twice: unpack it once, and send what is in it.");
        }
        return Decompression.isZip(inner)
                ? workbooks.inspect(source, packing, options)
                : texts.inspect(inner, packing, options, extent == Extent.WHOLE && inner.length < HEAD, late.lines());
    }

    static void refuse(Optional<String> refusal) throws UnreadableFileException {
        if (refusal.isPresent()) {
            throw new UnreadableFileException(refusal.get());
        }
    }

    private static Compression packing(FileSource source, byte[] first, Extent extent) throws IOException {
        if (Decompression.isGzip(first)) {
            return Compression.GZIP;
        }
        if (!Decompression.isZip(first)) {
            return Compression.NONE;
        }
        try (InputStream in = source.open(0);
                Archive archive = Archive.of(in)) {
            return archive.isWorkbook() ? Compression.NONE : Compression.ZIP;
        } catch (UnreadableFileException e) {
            throw extent == Extent.WHOLE
                    ? e
                    : new UnreadableFileException(
                            "The file is a workbook or zip archive: send all of it, as its contents stand at its end.");
        }
    }

    private static byte[] unpackedHead(FileSource source, Compression packing, Extent extent, LateCharsetSample late)
            throws IOException {
        byte[] head = new byte[HEAD];
        int length = 0;
        try (InputStream in = Decompression.open(source, packing)) {
            for (int read = in.read(head, 0, HEAD); read > 0; read = in.read(head, length, HEAD - length)) {
                length += read;
            }
            late.pass(Arrays.copyOf(head, length));
            passFree(in, length, late);
        } catch (UnreadableFileException e) {
            if (extent == Extent.WHOLE || length == 0 || !BoundedInflation.CUT_OFF.equals(e.getMessage())) {
                throw e;
            }
            // Cut off, as the beginning of a file is.
        }
        return Arrays.copyOf(head, length);
    }

    /** Unpacks on to where too much would be refused: a file that unpacks to far more than it is shall not begin to be imported. */
    private static void passFree(InputStream in, long passed, LateCharsetSample late) throws IOException {
        byte[] buffer = new byte[HEAD];
        long count = passed;
        for (int read = in.read(buffer); read > 0 && count <= BoundedInflation.FREE; read = in.read(buffer)) {
            late.pass(Arrays.copyOf(buffer, read));
            count += read;
        }
    }
}
