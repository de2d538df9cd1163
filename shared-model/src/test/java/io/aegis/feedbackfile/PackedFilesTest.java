/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static io.aegis.feedbackfile.GivenFiles.INSPECTOR;
import static io.aegis.feedbackfile.GivenFiles.bytes;
import static io.aegis.feedbackfile.GivenFiles.refused;
import static io.aegis.feedbackfile.GivenFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedbackfile.FileInspector.Extent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Files that unpack to far more than they are, and others whose packing is damaged or cut short. */
class PackedFilesTest {

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

    @Test
    void what_is_packed_and_damaged_is_refused() throws IOException {
        byte[] packed = RoundTripTest.gzipped(bytes("id,text\n" + "1,hello there\n".repeat(5000)));
        refused(Arrays.copyOf(packed, packed.length - 12), "cut off or damaged");
        refused(new byte[] {0x1F, (byte) 0x8B, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}, "begins like gzip and is not");
        refused(RoundTripTest.gzipped(packed), "packed twice");
    }
}
