/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.incidents;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvValidationException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A CSV file with names in its first line, compressed by gzip when its name ends so; read row by row. */
final class CsvTable implements AutoCloseable {

    private static final String COMPRESSED = ".gz";
    private static final int LONGEST_RECORD = 1_000;

    private final Path file;
    private final CSVReader reader;
    private final String[] names;
    private String[] row = {};

    private CsvTable(Path file, CSVReader reader, String[] names) {
        this.file = file;
        this.reader = reader;
        this.names = names;
    }

    /** What is done with each row. */
    @FunctionalInterface
    interface Each {
        void row(CsvTable table) throws UnusableFilesException;
    }

    /** Opens a file. The caller closes it. */
    static CsvTable open(Path file) throws IOException, UnusableFilesException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        Reader text = new InputStreamReader(
                file.toString().endsWith(COMPRESSED) ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8);
        CSVReader reader = new CSVReaderBuilder(text)
                .withCSVParser(new RFC4180ParserBuilder().build())
                .withMultilineLimit(LONGEST_RECORD)
                .build();
        CsvTable table = new CsvTable(file, reader, new String[0]);
        if (!table.next()) {
            reader.close();
            throw new UnusableFilesException(file.getFileName() + " is empty");
        }
        return new CsvTable(file, reader, table.row);
    }

    /** Goes through a file. */
    static void each(Path file, Each each) throws IOException, UnusableFilesException {
        try (CsvTable table = open(file)) {
            while (table.next()) {
                try {
                    each.row(table);
                } catch (DateTimeException | IllegalArgumentException e) {
                    throw table.wrong("it has a value that is not what its column is for", e);
                }
            }
        }
    }

    private boolean next() throws IOException, UnusableFilesException {
        try {
            String[] read = reader.readNext();
            row = read == null ? new String[0] : read;
            return read != null;
        } catch (CsvValidationException e) {
            throw wrong("it is not well-formed CSV", e);
        }
    }

    private UnusableFilesException wrong(String what, Exception cause) {
        return new UnusableFilesException(file.getFileName() + ", line " + reader.getLinesRead() + ": " + what, cause);
    }

    /** The value of a column that has to be there. */
    String text(String name) throws UnusableFilesException {
        return find(name)
                .orElseThrow(() -> new UnusableFilesException(
                        file.getFileName() + ", line " + reader.getLinesRead() + ": it has no " + name));
    }

    /** The value of a column; empty when it is not there, or blank. */
    Optional<String> find(String name) {
        int column = Arrays.asList(names).indexOf(name);
        return column < 0 || column >= row.length || row[column].isBlank()
                ? Optional.empty()
                : Optional.of(row[column].strip());
    }

    /** The number in a column; NaN when there is none. */
    double number(String name) {
        return find(name).map(Double::parseDouble).orElse(Double.NaN);
    }

    /** The names of the columns. */
    String[] names() {
        return names.clone();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
