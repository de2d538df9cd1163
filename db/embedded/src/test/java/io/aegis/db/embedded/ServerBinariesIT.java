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

class ServerBinariesIT {

    private final List<String> said = new ArrayList<>();

    @Test
    void the_programs_are_unpacked_once_and_again_when_damaged(@TempDir Path cache) throws Exception {
        ServerBinaries binaries = ServerBinaries.unpacked(cache, said::add);
        assertThat(binaries.server()).isExecutable();
        ServerBinaries.unpacked(cache, said::add);
        assertThat(said).hasSize(1);

        Files.writeString(binaries.server(), "cut short");
        ServerBinaries.unpacked(cache, said::add);

        assertThat(said).hasSize(2);
        assertThat(Files.size(binaries.server())).isGreaterThan(100_000_000);
    }

    @Test
    void a_cache_that_cannot_be_written_is_an_error_with_a_remedy(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> ServerBinaries.unpacked(file, said::add))
                .isInstanceOf(EmbeddedDatabaseException.class)
                .hasMessageContaining("XDG_CACHE_HOME");
    }

    @Test
    void other_systems_use_the_server_that_is_installed_or_are_told_what_to_install(@TempDir Path cache) {
        Path embedded = ServerBinaries.unpacked(cache, said::add).server();
        Machine arm = new Machine("Linux", "aarch64", List.of(cache, embedded.resolveSibling("")));
        said.clear();

        assertThat(ServerBinaries.choose(arm, "", cache, said::add).server()).isEqualTo(embedded);
        assertThat(said).singleElement().asString().contains("Linux on aarch64", embedded.toString());
        assertThat(ServerBinaries.choose(new Machine("Linux", "amd64", List.of()), "", cache, said::add)
                        .server())
                .isEqualTo(embedded);
        assertThat(ServerBinaries.choose(arm, embedded.toString(), cache, said::add))
                .isEqualTo(ServerBinaries.unpacked(cache, said::add));
        assertThatThrownBy(() ->
                        ServerBinaries.choose(new Machine("Linux", "aarch64", List.of(cache)), "", cache, said::add))
                .hasMessageContaining("apt-get install mariadb-server")
                .hasMessageContaining("AEGIS_MARIADBD")
                .hasMessageContaining("DATABASE_URL");
        assertThatThrownBy(() ->
                        ServerBinaries.choose(new Machine("Mac OS X", "aarch64", List.of()), "", cache, said::add))
                .hasMessageContaining("brew install mariadb");
    }
}
