/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.opencsv.CSVWriter;
import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import com.opencsv.RFC4180ParserBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What writers that people use wrote comes in as it was: 200 random tables each. */
class RoundTripTest {

    private static final int TABLES = 200;

    static Stream<Arguments> writers() {
        List<Arguments> writers = new ArrayList<>();
        for (char separator : new char[] {',', ';', '\t', '|'}) {
            for (char quote : new char[] {'"', '\'', ICSVWriter.NO_QUOTE_CHARACTER}) {
                for (char escape : new char[] {quote, '\\'}) {
                    writers.add(Arguments.of(separator, quote, escape));
                }
            }
        }
        return writers.stream();
    }

    /** What it writes without any quotes is broken by design as soon as a text has a separator, a line break or a quote. */
    private static String plain(String text) {
        return text.replaceAll("[,;\t|\"'\r\n\\\\]", "_");
    }

    @ParameterizedTest
    @MethodSource("writers")
    void opencsv_with_each_option(char separator, char quote, char escape) throws IOException {
        Random random = new Random(separator * 31L + quote * 7L + escape);
        boolean quotes = quote != ICSVWriter.NO_QUOTE_CHARACTER;
        for (int i = 0; i < TABLES; i++) {
            String end = List.of("\n", "\r\n", "\r").get(i % 3);
            // Apostrophes around some fields only are told from those of texts by nobody.
            boolean all = i % 2 == 0 || quote == '\'';
            // A lone backslash reads the same with and without escapes: only a quote beside it would tell.
            List<String[]> made = RandomTables.table(random, escape != '\\');
            List<String[]> table = quotes ? made : RandomTables.with(made, RoundTripTest::plain);
            StringWriter out = new StringWriter();
            try (ICSVWriter writer = new CSVWriter(out, separator, quote, escape, end)) {
                write(writer, table, all);
            }
            compare(out.toString(), table);
        }
    }

    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t', '|'})
    void opencsv_as_rfc_4180_has_it(char separator) throws IOException {
        Random random = new Random(separator);
        for (int i = 0; i < TABLES; i++) {
            List<String[]> table = RandomTables.table(random, true);
            StringWriter out = new StringWriter();
            try (ICSVWriter writer = new CSVWriterBuilder(out)
                    .withParser(
                            new RFC4180ParserBuilder().withSeparator(separator).build())
                    .withLineEnd("\r\n")
                    .build()) {
                write(writer, table, i % 2 == 0);
            }
            compare(out.toString(), table);
        }
    }

    private static void write(ICSVWriter writer, List<String[]> table, boolean all) {
        writer.writeNext(RandomTables.HEADER, all);
        table.forEach(row -> writer.writeNext(row, all));
    }

    private static void compare(String file, List<String[]> table) throws IOException {
        RandomTables.compare(file, file.getBytes(StandardCharsets.UTF_8), table);
    }

    @Test
    void every_charset_packed_or_not_and_read_on_from_every_record() throws IOException {
        Random random = new Random(11);
        for (String name : List.of("UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "windows-1252", "GB18030")) {
            for (int i = 0; i < TABLES / 20; i++) {
                List<String[]> table = RandomTables.with(
                        RandomTables.table(random, true),
                        text -> text.replace("😀", "").replace("–", "-"));
                StringWriter out = new StringWriter();
                try (ICSVWriter writer = new CSVWriter(out)) {
                    writer.writeNext(new String[] {"id", "text", "channel"});
                    table.forEach(writer::writeNext);
                }
                byte[] plain = out.toString().getBytes(Charset.forName(name));
                for (byte[] file : List.of(plain, gzipped(plain), zipped(plain))) {
                    readsOnFromEveryRecord(FileSource.of(file), FileRows.options("charset", name), table);
                }
            }
        }
    }

    private static void readsOnFromEveryRecord(FileSource source, FileOptions options, List<String[]> table)
            throws IOException {
        FileLayout layout = new FileInspector()
                .inspect(source, options, FileInspector.Extent.WHOLE)
                .layout();
        FeedbackRowReader rows = new FeedbackRowReader(layout);
        RecordPosition position = RecordPosition.START;
        for (String[] row : table) {
            try (RecordReader reader = FileRecords.open(source, layout, position)) {
                RowOutcome outcome = rows.read(reader.next().orElseThrow());
                assertThat(outcome)
                        .isInstanceOfSatisfying(
                                RowOutcome.Submitted.class,
                                submitted -> assertThat(submitted.text()).isEqualTo(row[1]));
                position = reader.position();
            }
        }
        try (RecordReader reader = FileRecords.open(source, layout, position)) {
            assertThat(reader.next()).isEmpty();
        }
    }

    static byte[] gzipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("folder/"));
            zip.putNextEntry(new ZipEntry("folder/export.csv"));
            zip.write(bytes);
            zip.putNextEntry(new ZipEntry("__MACOSX/folder/._export.csv"));
            zip.write(1);
        }
        return out.toByteArray();
    }

    @Test
    void workbooks() throws IOException {
        Random random = new Random(12);
        for (int i = 0; i < TABLES; i++) {
            // XML reads a carriage return as a line feed.
            List<String[]> table = RandomTables.with(RandomTables.table(random, true), text -> text.replace("\r", ""));
            byte[] file = RandomTables.workbook(table, i % 2 == 0);
            RandomTables.compare("workbook " + i, file, table);
            if (i % 20 == 0) {
                readsOnFromEveryRecord(FileSource.of(file), FileOptions.NONE, table);
            }
        }
    }

    @Test
    void json() throws IOException {
        Random random = new Random(13);
        var json = new com.fasterxml.jackson.databind.ObjectMapper();
        for (int i = 0; i < TABLES; i++) {
            List<String[]> table = RandomTables.table(random, true);
            var list = json.createArrayNode();
            StringBuilder lines = new StringBuilder();
            for (String[] row : table) {
                var object = list.addObject().put("id", row[0]).put("channel", row[2]);
                object.putObject("review").put("text", row[1]);
                lines.append(object).append(i % 2 == 0 ? "\n" : "\r\n");
            }
            compare(list.toPrettyString(), table);
            String object = json.createObjectNode().set("reviews", list).toString();
            RandomTables.compare(object, object.getBytes(StandardCharsets.UTF_16LE), table);
            compare(lines.toString(), table);
            if (i % 20 == 0) {
                readsOnFromEveryRecord(
                        FileSource.of(lines.toString().getBytes(StandardCharsets.UTF_8)), FileOptions.NONE, table);
                readsOnFromEveryRecord(
                        FileSource.of(list.toString().getBytes(StandardCharsets.UTF_8)), FileOptions.NONE, table);
            }
        }
    }
}
