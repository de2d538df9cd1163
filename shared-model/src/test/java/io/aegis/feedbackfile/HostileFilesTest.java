/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedbackfile.FileInspector.Extent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that nobody means well with, and files that are none of feedback. */
class HostileFilesTest {

    private static final FileInspector INSPECTOR = new FileInspector();

    private static FilePreview inspect(byte[] file) throws IOException {
        return INSPECTOR.inspect(FileSource.of(file), FileOptions.NONE, Extent.WHOLE);
    }

    private static void refused(byte[] file, String message) {
        assertThatThrownBy(() -> FileRows.of(FileSource.of(file), FileOptions.NONE))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining(message);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "255044462D312E37!a PDF document: export",
                "89504E470D0A1A0A00!a picture (PNG)",
                "FFD8FFE000104A464946!a picture (JPEG)",
                "474946383961!a picture (GIF)",
                "524946460000000057454250!a picture (WebP)",
                "D0CF11E0A1B11AE100!(.xls, .doc), or one protected by a password: open it",
                "7B5C72746631!a document (RTF)",
                "377ABCAF271C00!packed as 7z: unpack it",
                "526172211A0700!packed as RAR",
                "425A6839!packed as bzip2",
                "FD377A585A0000!packed as xz",
                "28B52FFD00!packed as Zstandard",
                "50415231!a Parquet file",
                "53514C69746520666F726D61742033!an SQLite database"
            })
    void other_files_are_refused_by_name(String begin, String message) {
        byte[] first = java.util.HexFormat.of().parseHex(begin);
        refused(Arrays.copyOf(first, 500), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html>",
                "\n  <HTML lang=en>",
                "<!-- saved page --><html>",
                "<?xml version='1.0'?><html xmlns='x'>",
                "<script>location='/login'</script>"
            })
    void web_pages_are_refused_by_name(String page) {
        refused(bytes(page), "The file is a web page (HTML), perhaps one that asks to sign in");
        refused(page.getBytes(StandardCharsets.UTF_16LE), "The file is a web page (HTML)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<table><tr><td>text</td></tr></table>",
                "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><body><table>",
                "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>"
            })
    void tables_of_html_that_are_called_workbooks_are_refused_with_what_to_do(String file) {
        refused(bytes(file), "The file is a table in HTML or XML, as some systems export it for Excel: open it");
    }

    @Test
    void a_header_without_rows_says_so() throws IOException {
        for (byte[] file : List.of(bytes("id,text,date\n"), bytes("text"), RandomTables.workbook(List.of(), false))) {
            assertThat(inspect(file).problems()).anyMatch(problem -> problem.startsWith("Export it again"));
        }
        assertThat(inspect(bytes("id,text\n1,hello there you\n")).problems()).isEmpty();
    }

    @Test
    void texts_that_are_no_tables_are_refused_by_name() throws IOException {
        refused(bytes("\n\n  \n"), "The file has no rows");
        refused(bytes("<?xml version='1.0'?><reviews/>"), "The file is XML: export");
        refused(bytes("%!PS-Adobe-3.0\n"), "a PostScript document");
        refused(bytes("-----BEGIN PGP MESSAGE-----\nx\n"), "The file is encrypted");
        refused(new byte[0], "The file is empty");
        refused(bytes("\n\n\n"), "The file has no rows");
        byte[] noise = new byte[5000];
        new Random(3).nextBytes(noise);
        noise[0] = 'x';
        refused(noise, "The file is no text");
    }

    @Test
    void documents_that_are_zip_archives_are_refused_by_name() throws IOException {
        byte[] part = bytes("<x/>");
        refused(zip(Map.of("word/document.xml", part)), "a Word document (.docx): save its table");
        refused(zip(Map.of("ppt/presentation.xml", part)), "a PowerPoint presentation");
        refused(zip(Map.of("xl/workbook.bin", part)), "a binary Excel workbook (.xlsb)");
        refused(zip(Map.of("mimetype", part, "content.xml", part)), "an OpenDocument file");
        refused(zip(Map.of("Index/Document.iwa", part)), "a document of Numbers");
        refused(zip(Map.of("a.csv", part, "b.csv", part)), "a zip archive of 2 files: unpack it");
        refused(zip(Map.of("__MACOSX/._a", part)), "a zip archive of no file");
        refused(zip(Map.of("a.zip", zip(Map.of("b.csv", part)))), "another archive");
        refused(zip(Map.of("a.csv.gz", RoundTripTest.gzipped(part))), "packed twice");
        refused(zip(Map.of("a.pdf", bytes("%PDF-1.7"))), "a PDF document");
        refused(Arrays.copyOf(zip(Map.of("a.csv", new byte[4000])), 60), "cut off or protected by a password");
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 0; i < 10_001; i++) {
            many.put("f" + i, new byte[0]);
        }
        refused(zip(many), "more than 10000 files");
    }

    @Test
    void the_beginning_of_an_archive_does_not_tell() throws IOException {
        byte[] whole = RoundTripTest.zipped(bytes("id,text\n1,hello there you\n".repeat(9000)));
        byte[] beginning = Arrays.copyOf(whole, 300);
        assertThatThrownBy(() -> INSPECTOR.inspect(FileSource.of(beginning), FileOptions.NONE, Extent.BEGINNING))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("send all of it");
    }

    @Test
    void the_beginning_of_other_files_suffices() throws IOException {
        StringBuilder file = new StringBuilder("id,text\n");
        StringBuilder lines = new StringBuilder();
        StringBuilder list = new StringBuilder("[");
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            String text = "text " + random.nextInt() + " of this größer file";
            file.append(i).append(',').append(text).append('\n');
            lines.append("{\"id\":")
                    .append(i)
                    .append(",\"text\":\"")
                    .append(text)
                    .append("\"}\n");
            list.append("{\"id\":")
                    .append(i)
                    .append(",\"text\":\"")
                    .append(text)
                    .append("\"},\n");
        }
        for (byte[] whole : new byte[][] {
            bytes(file.toString()),
            RoundTripTest.gzipped(bytes(file.toString())),
            bytes(lines.toString()),
            bytes(list.toString()),
            file.toString().getBytes(StandardCharsets.UTF_16LE)
        }) {
            byte[] beginning = Arrays.copyOf(whole, 65_535);
            FilePreview preview = INSPECTOR.inspect(FileSource.of(beginning), FileOptions.NONE, Extent.BEGINNING);
            assertThat(preview.layout().column()).contains("text");
            assertThat(preview.rows())
                    .hasSize(10)
                    .allSatisfy(row -> assertThat(row.outcome()).isInstanceOf(RowOutcome.Submitted.class));
        }
    }

    @Test
    void what_unpacks_to_far_more_is_refused_while_it_is_read() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(bytes("id,text\n"));
            byte[] zeros = bytes("1,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n".repeat(20_000));
            for (int i = 0; i < 60; i++) {
                gzip.write(zeros);
            }
        }
        refused(bomb.toByteArray(), "unpacks to far more than it is");
        byte[] zipped;
        try (ByteArrayOutputStream out = new ByteArrayOutputStream();
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("a.csv"));
            zip.write(bytes("id,text\n"));
            byte[] zeros = bytes("1,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n".repeat(20_000));
            for (int i = 0; i < 60; i++) {
                zip.write(zeros);
            }
            zip.closeEntry();
            zip.finish();
            zipped = out.toByteArray();
        }
        refused(zipped, "unpacks to far more than it is");
    }

    @Test
    void what_unpacks_to_far_more_is_refused_before_a_row_of_it_is_stored() throws IOException {
        byte[] rows = bytes("text\n" + "hello there all of you\n".repeat(1_000_000));
        for (byte[] bomb : List.of(RoundTripTest.gzipped(rows), RoundTripTest.zipped(rows))) {
            for (Extent extent : Extent.values()) {
                assertThatThrownBy(() -> INSPECTOR.inspect(FileSource.of(bomb), FileOptions.NONE, extent))
                        .isInstanceOf(UnreadableFileException.class)
                        .hasMessageContaining("unpacks to far more than it is");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":[", "{\"a\":{\"b\":["})
    void json_that_nests_without_end_is_refused_by_name(String opening) {
        for (int times : new int[] {100, 20_000, 200_000}) {
            refused(bytes(opening.repeat(times)), "JSON");
        }
    }

    @Test
    void a_text_in_brackets_is_no_json() throws IOException {
        assertThat(INSPECTOR
                        .inspect(
                                FileSource.of(bytes("[urgent] [billing] charged twice\n[ux] where is the button\n")),
                                FileOptions.NONE,
                                Extent.WHOLE)
                        .layout()
                        .format())
                .isEqualTo(FileFormat.CSV);
    }

    @Test
    void a_first_record_that_is_longer_than_what_is_looked_at_is_refused() {
        refused(bytes("text\n" + "a ".repeat(500_000) + "\nhello there\n"), "longer than 256 KB");
        refused(bytes("text\n\"" + "a ".repeat(500_000) + "\"\nhello there\n"), "longer than 256 KB");
    }

    @Test
    void what_is_packed_and_damaged_is_refused() throws IOException {
        byte[] packed = RoundTripTest.gzipped(bytes("id,text\n" + "1,hello there\n".repeat(5000)));
        refused(Arrays.copyOf(packed, packed.length - 12), "cut off or damaged");
        refused(new byte[] {0x1F, (byte) 0x8B, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}, "begins like gzip and is not");
        refused(RoundTripTest.gzipped(packed), "packed twice");
    }

    @Test
    void too_many_columns_are_refused() {
        refused(bytes("id,text" + ",x".repeat(1_000) + "\n" + "1,hello" + ",y".repeat(1_000) + "\n"), "1000 columns");
        refused(bytes("a,".repeat(1_000_000) + "\n"), "The first lines of the file are longer than 256 KB");
        StringBuilder json = new StringBuilder("{\"text\":\"x\"");
        for (int i = 0; i < 2000; i++) {
            json.append(",\"k").append(i).append("\":1");
        }
        refused(bytes("[" + json + "}]"), "more than 1000 fields");
    }

    @Test
    void quotes_without_end_cost_their_lines() throws IOException {
        String file = "id,text\n" + "\"".repeat(100_001) + "\n2,\"never closed\n3,a good row at last\n";
        FileRows rows = FileRows.of(file);
        assertThat(rows.texts()).contains("a good row at last");
        assertThat(rows.rejected()).hasSize(2);
    }

    @Test
    void json_that_is_deep_or_broken_is_refused() {
        refused(bytes("[{\"a\":" + "[".repeat(100_000)), "nests more than 50 values");
        refused(bytes("[{\"text\":\"one\"},{\"text\":\"two\"}"), "ends in the middle");
        refused(bytes("[{\"text\":\"one\"},{\"text\" \"two\"}]"), "not well-formed behind element");
        assertThatThrownBy(() ->
                        INSPECTOR.inspect(FileSource.of(bytes("{}")), FileRows.options("format", "json"), Extent.WHOLE))
                .hasMessageContaining("no list of records");
        assertThatThrownBy(() -> INSPECTOR.inspect(
                        FileSource.of(bytes("{}\n{}\n")), FileRows.options("format", "jsonl"), Extent.WHOLE))
                .hasMessageContaining("no objects with fields");
        assertThatThrownBy(() -> INSPECTOR.inspect(
                        FileSource.of(bytes("{\"text\":\"a b c\"}\n")),
                        FileRows.options("header_row", "1"),
                        Extent.WHOLE))
                .isInstanceOf(InvalidOptionException.class);
    }

    @Test
    void lines_that_are_no_json_are_rejected() throws IOException {
        FileRows rows = FileRows.of("""
                {"text":"one of them"}
                {"text":
                null

                {"text":"a"} {"text":"b"}
                {"other":1}
                {"text":["x","y",{"z":1}],"deep":{"a":{"b":{"c":1}}}}
                """);
        assertThat(rows.texts()).containsExactly("one of them", "", "x, y");
        assertThat(rows.rejected()).hasSize(2);
        assertThat(rows.empty()).isEqualTo(1);
    }

    @Test
    void a_format_that_the_file_has_not_is_refused() throws IOException {
        byte[] workbook = RandomTables.workbook(java.util.List.of(), true);
        assertThatThrownBy(() ->
                        INSPECTOR.inspect(FileSource.of(workbook), FileRows.options("format", "csv"), Extent.WHOLE))
                .hasMessageContaining("The file is a workbook (.xlsx), not csv");
        assertThatThrownBy(() -> INSPECTOR.inspect(
                        FileSource.of(bytes("id,text\n1,a b c\n")), FileRows.options("format", "xlsx"), Extent.WHOLE))
                .hasMessageContaining("no workbook");
    }

    @Test
    void nothing_is_left_in_temporary_folders(@TempDir Path folder) throws IOException {
        String before = System.getProperty("java.io.tmpdir");
        long files;
        try (var list = Files.list(Path.of(before))) {
            files = list.filter(path -> path.getFileName().toString().startsWith("aegis-"))
                    .count();
        }
        FileRows.of(
                FileSource.of(
                        RandomTables.workbook(java.util.List.<String[]>of(new String[] {"1", "a b c", ""}), false)),
                FileOptions.NONE);
        refused(zip(Map.of("xl/x", bytes("x"))), "no sheet");
        refused(zip(Map.of("xl/worksheets/sheet1.xml", bytes("<x"))), "not well-formed");
        try (var list = Files.list(Path.of(before))) {
            assertThat(list.filter(path -> path.getFileName().toString().startsWith("aegis-"))
                            .count())
                    .isEqualTo(files);
        }
        Path file = Files.write(folder.resolve("a.csv"), bytes("id,text\n1,on a disk\n"));
        assertThat(FileRows.of(FileSource.of(file), FileOptions.NONE).texts()).containsExactly("on a disk");
    }

    /** Whatever the bytes, the answer is a preview or a refusal, and what is previewed can be read. */
    @Property(tries = 300)
    void anything_is_told_or_refused(@ForAll byte[] noise, @ForAll int seed) throws IOException {
        Random random = new Random(seed);
        byte[][] good = {
            bytes("sep=;\nid;text;date\n1;\"a \"\"b\"\" c\";2026-01-03\n"),
            RoundTripTest.gzipped(bytes("id,text\n1,hello there you\n")),
            RandomTables.workbook(java.util.List.<String[]>of(new String[] {"1", "a b c", "x"}), seed % 2 == 0),
            bytes("[{\"id\":1,\"text\":\"hello there\"}]"),
            bytes("{\"id\":1,\"text\":\"hello there\"}\n")
        };
        byte[] file = good[Math.floorMod(seed, good.length)].clone();
        for (byte each : noise) {
            file[random.nextInt(file.length)] = each;
        }
        for (byte[] each : new byte[][] {file, noise}) {
            try {
                FilePreview preview = inspect(each);
                if (preview.layout().isReadable()) {
                    FileRows.of(FileSource.of(each), preview.layout());
                }
            } catch (UnreadableFileException e) {
                assertThat(e).hasMessageMatching("(?s).*[.:].*");
            }
        }
    }

    @Test
    void a_source_that_fails_is_no_fault_of_the_file() {
        FileSource broken = _ -> new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("away");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("away");
            }
        };
        assertThatThrownBy(() -> INSPECTOR.inspect(broken, FileOptions.NONE, Extent.WHOLE))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(UnreadableFileException.class);
    }
}
