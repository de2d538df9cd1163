/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
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

/** What writers that people use wrote comes in as it was: 200 random tables each. */
class RoundTripTest {

    private static final int TABLES = 200;
    private static final String[] PIECES = {
        "slow", "app", "crash", ",", ";", "\t", "|", "\"", "'", "größer", "–", " ", "\n", "\r\n", "😀", "=1+1", "it's",
        "\\"
    };

    /** Columns: id, text, channel. Each text begins with words, so that it is one. */
    private static List<String[]> table(Random random, boolean backslashes) {
        List<String[]> table = new ArrayList<>();
        int rows = 1 + random.nextInt(12);
        for (int i = 0; i < rows; i++) {
            StringBuilder text = new StringBuilder("Text " + i + " says");
            int pieces = random.nextInt(8);
            for (int p = 0; p < pieces; p++) {
                String piece = PIECES[random.nextInt(PIECES.length)];
                if (backslashes || !piece.equals("\\")) {
                    text.append(p % 2 == 0 ? " " : "").append(piece);
                }
            }
            text.append(" end");
            table.add(new String[] {Integer.toString(1000 + i), text.toString(), random.nextBoolean() ? "mail" : ""});
        }
        return table;
    }

    static Stream<Arguments> writers() {
        List<Arguments> writers = new ArrayList<>();
        for (char separator : new char[] {',', ';', '\t', '|'}) {
            for (char quote : new char[] {'"', '\''}) {
                for (char escape : new char[] {quote, '\\'}) {
                    for (String end : new String[] {"\n", "\r\n", "\r"}) {
                        for (boolean all : new boolean[] {true, false}) {
                            writers.add(Arguments.of(separator, quote, escape, end, all));
                        }
                    }
                }
            }
        }
        return writers.stream();
    }

    @ParameterizedTest
    @MethodSource("writers")
    void opencsv_with_each_option(char separator, char quote, char escape, String end, boolean all) throws IOException {
        Random random = new Random(separator * 31L + quote * 7L + escape + end.length());
        for (int i = 0; i < TABLES / 8; i++) {
            // A lone backslash reads the same with and without escapes: only a quote beside it would tell.
            List<String[]> table = table(random, escape != '\\');
            StringWriter out = new StringWriter();
            try (ICSVWriter writer = new CSVWriter(out, separator, quote, escape, end)) {
                writer.writeNext(new String[] {"id", "text", "channel"}, all);
                table.forEach(row -> writer.writeNext(row, all));
            }
            boolean quoted = all || quote == '"';
            if (quoted) {
                compare(out.toString().getBytes(StandardCharsets.UTF_8), table);
            }
        }
    }

    private static void compare(byte[] file, List<String[]> table) throws IOException {
        FileRows rows = FileRows.of(FileSource.of(file), FileOptions.NONE);
        String shown = new String(file, StandardCharsets.UTF_8);
        assertThat(rows.rejected()).as(shown).isEmpty();
        assertThat(rows.texts())
                .as(shown)
                .isEqualTo(table.stream().map(row -> row[1]).toList());
        assertThat(rows.submitted())
                .extracting(row -> row.metadata().externalId().orElse(""))
                .isEqualTo(table.stream().map(row -> row[0]).toList());
        assertThat(rows.submitted())
                .extracting(row -> row.metadata().channel().orElse(""))
                .isEqualTo(table.stream().map(row -> row[2]).toList());
    }

    @Test
    void every_charset_packed_or_not_and_read_on_from_every_record() throws IOException {
        Random random = new Random(11);
        for (String name : List.of("UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "windows-1252", "GB18030")) {
            for (int i = 0; i < TABLES / 20; i++) {
                List<String[]> table = table(random, true).stream()
                        .map(row ->
                                new String[] {row[0], row[1].replace("😀", "").replace("–", "-"), row[2]})
                        .toList();
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
            List<String[]> table = table(random, true).stream()
                    .map(row -> new String[] {row[0], row[1].replace("\r", ""), row[2]})
                    .toList();
            byte[] file = workbook(table, i % 2 == 0);
            compare(file, table);
            if (i % 20 == 0) {
                readsOnFromEveryRecord(FileSource.of(file), FileOptions.NONE, table);
            }
        }
    }

    static byte[] workbook(List<String[]> table, boolean inline) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        org.dhatim.fastexcel.Workbook workbook = new org.dhatim.fastexcel.Workbook(out, "Test", "1.0");
        org.dhatim.fastexcel.Worksheet sheet = workbook.newWorksheet("Feedback");
        String[] header = {"id", "text", "channel"};
        for (int column = 0; column < header.length; column++) {
            sheet.value(0, column, header[column]);
        }
        for (int row = 0; row < table.size(); row++) {
            sheet.value(row + 1, 0, Integer.parseInt(table.get(row)[0]));
            if (inline) {
                sheet.inlineString(row + 1, 1, table.get(row)[1]);
            } else {
                sheet.value(row + 1, 1, table.get(row)[1]);
            }
            sheet.value(row + 1, 2, table.get(row)[2]);
        }
        workbook.finish();
        return out.toByteArray();
    }

    @Test
    void json() throws IOException {
        Random random = new Random(13);
        var json = new com.fasterxml.jackson.databind.ObjectMapper();
        for (int i = 0; i < TABLES; i++) {
            List<String[]> table = table(random, true);
            var list = json.createArrayNode();
            StringBuilder lines = new StringBuilder();
            for (String[] row : table) {
                var object = list.addObject().put("id", row[0]).put("channel", row[2]);
                object.putObject("review").put("text", row[1]);
                lines.append(object).append(i % 2 == 0 ? "\n" : "\r\n");
            }
            compare(list.toPrettyString().getBytes(StandardCharsets.UTF_8), table);
            compare(json.createObjectNode().set("reviews", list).toString().getBytes(StandardCharsets.UTF_16LE), table);
            compare(lines.toString().getBytes(StandardCharsets.UTF_8), table);
            if (i % 20 == 0) {
                readsOnFromEveryRecord(
                        FileSource.of(lines.toString().getBytes(StandardCharsets.UTF_8)), FileOptions.NONE, table);
                readsOnFromEveryRecord(
                        FileSource.of(list.toString().getBytes(StandardCharsets.UTF_8)), FileOptions.NONE, table);
            }
        }
    }
}
