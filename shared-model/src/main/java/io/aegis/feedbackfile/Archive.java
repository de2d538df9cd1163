/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import io.aegis.feedbackfile.workbook.Workbook;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A zip archive, copied to a temporary file as its contents lie at its end. The file has no name any more once it is open, so it
 * goes with the process, however that ends. It may hold a workbook, one file, or what is refused by name. Not thread-safe.
 */
final class Archive implements Workbook.Parts, Closeable {

    /** Most bytes of an archive. */
    static final long MAX_BYTES = 1L << 30;

    private static final int MAX_ENTRIES = 10_000;
    private static final int BUFFER = 1 << 16;
    private static final String UNPACK = "unpack it, and send one file as CSV, .xlsx or JSON";

    private final ZipFile zip;

    private Archive(ZipFile zip) {
        this.zip = zip;
    }

    /**
     * Copies an archive.
     *
     * @throws UnreadableFileException when it is none, or too large
     */
    static Archive of(InputStream source) throws IOException {
        Path path = Files.createTempFile("aegis-archive-", ".tmp");
        try {
            copy(source, path);
            Archive archive = new Archive(
                    new ZipFile(path.toFile(), ZipFile.OPEN_READ | ZipFile.OPEN_DELETE, StandardCharsets.UTF_8));
            archive.check();
            return archive;
        } catch (ZipException | EOFException e) {
            throw new UnreadableFileException(
                    "The file is a zip archive or workbook that cannot be opened: it may be cut "
                            + "off or protected by a password; save it again without one, or as CSV.");
        } finally {
            Files.deleteIfExists(path);
        }
    }

    private static void copy(InputStream source, Path path) throws IOException {
        try (OutputStream out = Files.newOutputStream(path)) {
            byte[] buffer = new byte[BUFFER];
            long count = 0;
            for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
                count += read;
                if (count > MAX_BYTES) {
                    throw new UnreadableFileException("The archive has more than " + (MAX_BYTES >> 20)
                            + " MB: pack the file with gzip, or send it as it is.");
                }
                out.write(buffer, 0, read);
            }
        }
    }

    private void check() throws IOException {
        if (zip.size() > MAX_ENTRIES) {
            close();
            throw new UnreadableFileException("The archive holds more than " + MAX_ENTRIES + " files: " + UNPACK + ".");
        }
    }

    /** Whether it is a workbook that can be read. */
    boolean isWorkbook() {
        return names().stream().map(name -> name.toLowerCase(Locale.ROOT)).anyMatch(name -> name.startsWith("xl/"))
                && !has("xl/workbook.bin");
    }

    /**
     * The one file in it, unpacked up to what is allowed; the caller closes it.
     *
     * @throws UnreadableFileException when it holds something else, by its name
     */
    InputStream onlyFile() throws IOException {
        refuseDocuments();
        List<? extends ZipEntry> files = zip.stream()
                .filter(entry -> !entry.isDirectory() && !isHidden(entry.getName()))
                .toList();
        if (files.size() != 1) {
            throw new UnreadableFileException("The file is a zip archive of "
                    + (files.isEmpty() ? "no file: " : files.size() + " files: ") + UNPACK + ".");
        }
        return open(files.getFirst());
    }

    private void refuseDocuments() throws UnreadableFileException {
        if (has("xl/workbook.bin")) {
            throw new UnreadableFileException(
                    "The file is a binary Excel workbook (.xlsb): save it as .xlsx or CSV, and send that.");
        }
        if (names().stream().anyMatch(name -> name.startsWith("word/"))) {
            throw refused("a Word document (.docx)");
        }
        if (names().stream().anyMatch(name -> name.startsWith("ppt/"))) {
            throw refused("a PowerPoint presentation (.pptx)");
        }
        if (has("mimetype") && has("content.xml")) {
            throw refused("an OpenDocument file (.ods, .odt)");
        }
        if (names().stream().anyMatch(name -> name.endsWith(".iwa"))) {
            throw refused("a document of Numbers, Pages or Keynote");
        }
    }

    private static UnreadableFileException refused(String what) {
        return new UnreadableFileException("The file is " + what + ": save its table as .xlsx or CSV, and send that.");
    }

    private boolean has(String name) {
        return names().stream().anyMatch(name::equalsIgnoreCase);
    }

    /** What systems put beside the files that people pack. */
    private static boolean isHidden(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return name.startsWith("__MACOSX/") || last.startsWith(".") || last.equalsIgnoreCase("Thumbs.db");
    }

    @Override
    public List<String> names() {
        return zip.stream()
                .map(ZipEntry::getName)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    @Override
    public InputStream open(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new UnreadableFileException("The workbook lacks a part: save it again, or as CSV.");
        }
        return open(entry);
    }

    private InputStream open(ZipEntry entry) throws IOException {
        long packed = Math.min(Math.max(1, entry.getCompressedSize()), MAX_BYTES);
        // What it says of itself need not be true; while it is read that shows.
        BoundedInflation.refuseBomb(entry.getSize(), packed);
        InputStream part = new BoundedInflation(zip.getInputStream(entry), () -> packed);
        return entry.getCrc() < 0 ? part : new VerifiedInputStream(part, entry.getCrc());
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
