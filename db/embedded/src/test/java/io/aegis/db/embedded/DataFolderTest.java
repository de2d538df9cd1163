/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    private static final long MIB = 1024 * 1024;

    @TempDir
    private Path path;

    private final List<String> said = new ArrayList<>();

    @Test
    void one_folder_has_one_name_however_it_is_reached() throws Exception {
        Path real = Files.createDirectory(path.resolve("real"));
        Path link = Files.createSymbolicLink(path.resolve("link"), real);

        assertThat(DataFolder.prepare(link)).isEqualTo(DataFolder.prepare(real.resolve("../real")));
        assertThat(DataFolder.existing(link)).contains(DataFolder.prepare(real));
    }

    @Test
    void a_nearly_full_disk_is_refused_before_it_fills() {
        DataFolder folder = DataFolder.prepare(path);

        assertThatThrownBy(() -> folder.checkSpace(299 * MIB, said::add))
                .isInstanceOf(EmbeddedDatabaseException.class)
                .hasMessageContaining("299 MiB")
                .hasMessageContaining("AEGIS_DATA_DIR");
    }

    @Test
    void a_disk_that_is_getting_full_is_warned_of() {
        DataFolder folder = DataFolder.prepare(path);

        folder.checkSpace(300 * MIB, said::add);
        folder.checkSpace(1024 * MIB, said::add);

        assertThat(said).singleElement().asString().contains("300 MiB");
    }

    @Test
    void a_folder_behind_a_file_is_an_error() throws Exception {
        Path file = Files.writeString(path.resolve("file"), "");

        assertThatThrownBy(() -> DataFolder.existing(file.resolve("data")))
                .isInstanceOf(EmbeddedDatabaseException.class);
    }
}
