/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedbackfile.FileInspector.Extent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files as tests give them, and what becomes of them. */
final class GivenFiles {

    static final FileInspector INSPECTOR = new FileInspector();

    private GivenFiles() {}

    static FilePreview inspect(byte[] file) throws IOException {
        return INSPECTOR.inspect(FileSource.of(file), FileOptions.NONE, Extent.WHOLE);
    }

    static void refused(byte[] file, String message) {
        assertThatThrownBy(() -> FileRows.of(FileSource.of(file), FileOptions.NONE))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining(message);
    }

    static byte[] bytes(String text) {
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
}
