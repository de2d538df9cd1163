package io.aegis.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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
    void other_systems_are_told_to_bring_their_own_server() {
        assertThatCode(() -> ServerBinaries.checkPlatform("Linux", "amd64")).doesNotThrowAnyException();
        assertThatThrownBy(() -> ServerBinaries.checkPlatform("Linux", "aarch64"))
                .hasMessageContaining("DATABASE_URL");
        assertThatThrownBy(() -> ServerBinaries.checkPlatform("Mac OS X", "x86_64"))
                .hasMessageContaining("DATABASE_URL");
    }
}
