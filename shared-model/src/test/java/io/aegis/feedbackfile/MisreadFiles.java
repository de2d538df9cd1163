/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static io.aegis.feedbackfile.GivenFiles.INSPECTOR;
import static io.aegis.feedbackfile.GivenFiles.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedbackfile.FileInspector.Extent;
import java.io.IOException;

/** What an inspection says of a file, as tests ask for it. */
final class MisreadFiles {

    private MisreadFiles() {}

    static FilePreview inspect(byte[] file, String... options) throws IOException {
        return INSPECTOR.inspect(FileSource.of(file), FileRows.options(options), Extent.WHOLE);
    }

    static FilePreview inspect(String file, String... options) throws IOException {
        return inspect(bytes(file), options);
    }

    static FilePreview asked(String file, String problem, String... options) throws IOException {
        FilePreview preview = inspect(file, options);
        assertThat(preview.needsMapping()).as("%s", preview.layout()).isTrue();
        assertThat(preview.problems().getFirst()).startsWith(problem);
        return preview;
    }

    static void refused(String file, String message) {
        assertThatThrownBy(() -> FileRows.of(file))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith(message);
    }
}
