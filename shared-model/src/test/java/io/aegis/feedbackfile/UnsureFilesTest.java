/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedbackfile.FileInspector.Extent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of which the likeliest reading would store what nobody meant, or lose what somebody did. */
class UnsureFilesTest {

    private static FilePreview inspect(byte[] file, String... options) throws IOException {
        return new FileInspector().inspect(FileSource.of(file), FileRows.options(options), Extent.WHOLE);
    }

    private static FilePreview inspect(String file, String... options) throws IOException {
        return inspect(file.getBytes(StandardCharsets.UTF_8), options);
    }

    @Test
    void a_column_whose_name_is_surer_and_that_begins_empty_is_asked_about() throws IOException {
        String file = "id,feedback,note\n1,,call him back tomorrow please\n2,,was rude to me on the phone\n";
        FilePreview preview = inspect(file);
        assertThat(preview.needsMapping()).isTrue();
        assertThat(preview.candidates()).containsExactly("feedback", "note");
        assertThat(preview.problems().getFirst()).startsWith("Say which column is the text (column=NAME)");
        assertThat(FileRows.of(file, "column", "note").texts()).hasSize(2);
    }

    @Test
    void a_column_whose_name_is_surer_and_that_holds_no_texts_is_none() throws IOException {
        FilePreview preview =
                inspect("id,feedback,comment\n1,5,The app is slow since June\n2,3,Where is my parcel now\n");
        assertThat(preview.needsMapping()).isFalse();
        assertThat(preview.layout().text()).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"-N1\":{\"msg\":\"The app is bad one\",\"stars\":1},\"-N2\":{\"msg\":\"Crashes\",\"stars\":2}}",
                "{\"1\":{\"msg\":\"The app is bad one\"},\n\"2\":{\"msg\":\"Crashes each day\"}}\n",
            })
    void records_that_stand_under_keys_are_refused(String file) {
        assertThatThrownBy(() -> inspect(file)).isInstanceOf(UnreadableFileException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"review\":{\"text\":\"The app is bad\",\"lang\":\"en\"},\"reply\":{\"text\":\"We are sorry\",\"lang\":\"en\"}}",
                "{\"user\":{\"id\":1,\"name\":\"Ann\"},\"entry\":{\"text\":\"The app is bad\"}}",
                "{\"entry\":{\"text\":\"The app is bad\"}}",
            })
    void a_record_of_objects_is_one(String file) throws IOException {
        assertThat(inspect(file).layout().format()).isEqualTo(FileFormat.JSONL);
    }

    @Test
    void an_archive_whose_checksum_is_wrong_is_refused_as_damaged() throws IOException {
        byte[] content = "text\nThe app is bad\nIt crashes\n".getBytes(StandardCharsets.UTF_8);
        byte[] zip = stored(content);
        assertThat(FileRows.of(FileSource.of(zip), FileRows.options()).texts()).hasSize(2);

        int at = new String(zip, StandardCharsets.ISO_8859_1).indexOf("app");
        zip[at + 1] = 'q';
        assertThatThrownBy(() -> FileRows.of(FileSource.of(zip), FileRows.options()))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage(BoundedInflation.CUT_OFF);
    }

    private static byte[] stored(byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry("reviews.csv");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCompressedSize(content.length);
            entry.setCrc(checksum.getValue());
            zip.putNextEntry(entry);
            zip.write(content);
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }
}
