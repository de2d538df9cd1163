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
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that nobody means well with. */
class HostileFilesTest {

    @Test
    void a_first_record_that_is_longer_than_what_is_looked_at_is_refused() {
        refused(bytes("text\n" + "a ".repeat(500_000) + "\nhello there\n"), "longer than 256 KB");
        refused(bytes("text\n\"" + "a ".repeat(500_000) + "\"\nhello there\n"), "longer than 256 KB");
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
    void nothing_is_left_in_temporary_folders(@TempDir Path folder) throws IOException {
        String before = System.getProperty("java.io.tmpdir");
        long files;
        try (var list = Files.list(Path.of(before))) {
            files = list.filter(path -> path.getFileName().toString().startsWith("aegis-"))
                    .count();
        }
        FileRows.of(
                FileSource.of(RandomTables.workbook(List.<String[]>of(new String[] {"1", "a b c", ""}), false)),
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

    /** A process that is killed cannot clean up. */
    @Test
    void a_workbook_being_read_has_no_file_that_a_killed_process_would_leave() throws IOException {
        FileSource workbook =
                FileSource.of(RandomTables.workbook(List.<String[]>of(new String[] {"1", "a b c", ""}), false));
        FileLayout layout = new FileInspector()
                .inspect(workbook, FileOptions.NONE, FileInspector.Extent.WHOLE)
                .layout();
        try (RecordReader records = FileRecords.open(workbook, layout, RecordPosition.START)) {
            assertThat(records.next()).isPresent();
            assertThat(openFiles())
                    .filteredOn(HostileFilesTest::isTemporary)
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(name).endsWith(" (deleted)"));
        }
        assertThat(openFiles()).noneMatch(HostileFilesTest::isTemporary);
    }

    private static boolean isTemporary(String name) {
        return name.contains("/aegis-") && name.contains(".tmp");
    }

    private static List<String> openFiles() throws IOException {
        List<String> names = new ArrayList<>();
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path each : descriptors.toList()) {
                if (Files.isSymbolicLink(each)) {
                    names.add(Files.readSymbolicLink(each).toString());
                }
            }
        }
        return names;
    }

    /** Whatever the bytes, the answer is a preview or a refusal, and what is previewed can be read. */
    @Property(tries = 300)
    void anything_is_told_or_refused(@ForAll byte[] noise, @ForAll int seed) throws IOException {
        Random random = new Random(seed);
        byte[][] good = {
            bytes("sep=;\nid;text;date\n1;\"a \"\"b\"\" c\";2026-01-03\n"),
            RoundTripTest.gzipped(bytes("id,text\n1,hello there you\n")),
            RandomTables.workbook(List.<String[]>of(new String[] {"1", "a b c", "x"}), seed % 2 == 0),
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
