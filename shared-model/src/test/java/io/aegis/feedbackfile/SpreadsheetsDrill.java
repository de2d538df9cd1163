/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * 200 tables of feedback, written by LibreOffice Calc in each form that it saves, and by Python's libraries, come in as they were.
 * Run by {@code ops/aegis drill spreadsheets}, which says what has to be installed.
 */
class SpreadsheetsDrill {

    private static final int TABLES = 200;
    private static final int MINUTES = 10;

    @TempDir
    private static Path folder;

    private static List<List<String[]>> tables = List.of();

    @BeforeAll
    static void write() throws IOException {
        Random random = new Random(13);
        tables = IntStream.range(0, TABLES)
                .mapToObj(_ -> RandomTables.with(RandomTables.table(random, true), text -> text.replace("\r", "")))
                .toList();
        Files.createDirectories(folder.resolve("in"));
        for (int i = 0; i < TABLES; i++) {
            Files.write(folder.resolve("in").resolve(name(i, "xlsx")), RandomTables.workbook(tables.get(i), false));
        }
    }

    private static String name(int table, String ending) {
        return "table%03d.%s".formatted(table, ending);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended && process.exitValue() == 0)
                .as(String.join(" ", command) + "\n" + Files.readString(output))
                .isTrue();
    }

    private static Path saved(String form) throws IOException, InterruptedException {
        Path out = Files.createTempDirectory(folder, "out");
        List<String> command = new ArrayList<>(List.of(
                "soffice",
                "--headless",
                "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                "--convert-to",
                form,
                "--outdir",
                out.toString()));
        for (int i = 0; i < TABLES; i++) {
            command.add(folder.resolve("in").resolve(name(i, "xlsx")).toString());
        }
        run(command.toArray(new String[0]));
        return out;
    }

    private static void compare(Path out, String ending, UnaryOperator<String> change) throws IOException {
        for (int i = 0; i < TABLES; i++) {
            byte[] file = Files.readAllBytes(out.resolve(name(i, ending)));
            RandomTables.compare(ending + " of table " + i, file, RandomTables.with(tables.get(i), change));
        }
    }

    @Test
    void calc_saves_workbooks() throws Exception {
        compare(saved("xlsx:Calc MS Excel 2007 XML"), "xlsx", UnaryOperator.identity());
    }

    /** Separator, quote and character set in the numbers of its filter; whether all texts are quoted; what the set lacks. */
    static Stream<Arguments> dialects() {
        UnaryOperator<String> all = UnaryOperator.identity();
        UnaryOperator<String> western = text -> text.replace("😀", "?");
        return Stream.of(
                Arguments.of(',', '"', "76", false, all),
                Arguments.of(',', '"', "76", true, all),
                Arguments.of(';', '"', "76", false, all),
                Arguments.of(';', '"', "76", true, all),
                Arguments.of('\t', '"', "76", false, all),
                Arguments.of('|', '"', "76", true, all),
                Arguments.of(',', '\'', "76", true, all),
                Arguments.of(';', '"', "65535", false, all),
                Arguments.of('\t', '"', "65535", false, all),
                Arguments.of(';', '"', "1", false, western),
                Arguments.of(',', '"', "1", true, western));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void calc_saves_text(char separator, char quote, String charset, boolean all, UnaryOperator<String> change)
            throws Exception {
        compare(
                saved("csv:Text - txt - csv (StarCalc):%d,%d,%s,1,,0,%s,true,false"
                        .formatted((int) separator, (int) quote, charset, all)),
                "csv",
                change);
    }

    @Test
    void its_own_workbooks_are_refused_with_what_to_do() throws Exception {
        for (String ending : List.of("ods", "fods", "xls", "pdf", "html")) {
            byte[] file = Files.readAllBytes(saved(ending).resolve(name(0, ending)));
            assertThatThrownBy(() -> FileRows.of(FileSource.of(file), FileOptions.NONE))
                    .as(ending)
                    .isInstanceOf(UnreadableFileException.class)
                    .message()
                    .containsAnyOf("as .xlsx", "CSV, .xlsx");
        }
    }

    @Test
    void python_writes_workbooks_and_text() throws Exception {
        List<List<List<String>>> plain = tables.stream()
                .map(table -> Stream.concat(Stream.<String[]>of(RandomTables.HEADER), table.stream())
                        .map(Arrays::asList)
                        .toList())
                .toList();
        Path input = folder.resolve("tables.json");
        new ObjectMapper().writeValue(input.toFile(), plain);
        Path out = Files.createTempDirectory(folder, "python");
        run(
                System.getProperty("drill.python", "/usr/bin/python3"),
                Path.of("..", "ops", "drills", "long", "lib", "spreadsheets.py").toString(),
                input.toString(),
                out.toString());
        for (String kind :
                List.of("openpyxl.xlsx", "xlsxwriter.xlsx", "xlsxwriter-inline.xlsx", "excel.csv", "tab.csv")) {
            compare(out, kind, UnaryOperator.identity());
        }
        for (String kind : List.of("unix.csv", "semicolon-bom.csv", "minimal.csv")) {
            compare(out, kind, UnaryOperator.identity());
        }
        assertThat(out.toFile().list()).hasSize(TABLES * 8).doesNotContain(File.separator);
    }
}
