/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static io.aegis.feedbackfile.GivenFiles.INSPECTOR;
import static io.aegis.feedbackfile.GivenFiles.bytes;
import static io.aegis.feedbackfile.GivenFiles.inspect;
import static io.aegis.feedbackfile.GivenFiles.refused;
import static io.aegis.feedbackfile.GivenFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedbackfile.FileInspector.Extent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are none of feedback are refused by what they are, with what to do. */
class ForeignFilesTest {

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
    void a_format_that_the_file_has_not_is_refused() throws IOException {
        byte[] workbook = RandomTables.workbook(java.util.List.of(), true);
        assertThatThrownBy(() ->
                        INSPECTOR.inspect(FileSource.of(workbook), FileRows.options("format", "csv"), Extent.WHOLE))
                .hasMessageContaining("The file is a workbook (.xlsx), not csv");
        assertThatThrownBy(() -> INSPECTOR.inspect(
                        FileSource.of(bytes("id,text\n1,a b c\n")), FileRows.options("format", "xlsx"), Extent.WHOLE))
                .hasMessageContaining("no workbook");
    }
}
