/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstalledServerTest {

    @TempDir
    private Path folder;

    private Path server(String version) throws IOException {
        Path sbin = Files.createDirectories(folder.resolve("sbin"));
        Path server = Files.writeString(sbin.resolve("mariadbd"), "#!/bin/sh\necho '" + version + "'\n");
        assertThat(server.toFile().setExecutable(true)).isTrue();
        return server.toRealPath();
    }

    private Path shared(String where, String names) throws IOException {
        Path share = Files.createDirectories(folder.resolve(where)).toRealPath();
        Files.createFile(Files.createDirectories(share.resolve("english")).resolve("errmsg.sys"));
        for (String name : List.of("system_tables", "performance_tables", "system_tables_data", "sys_schema")) {
            Files.createFile(share.resolve(names + name + ".sql"));
        }
        Files.createFile(share.resolve("maria_add_gis_sp_bootstrap.sql"));
        return share;
    }

    @Test
    void Debian_12_has_it_in_sbin_with_scripts_of_the_older_names() throws Exception {
        Path server = server("mariadbd  Ver 10.11.19-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64 (Debian 12)");
        Path share = shared("share/mysql", "mysql_");
        Machine machine = new Machine("Linux", "aarch64", List.of(folder, folder.resolve("sbin")));

        assertThat(InstalledServer.find(machine)).contains(new ServerBinaries(folder.toRealPath(), server, share));
    }

    @Test
    void newer_ones_have_other_names_and_another_folder() throws Exception {
        Path server = server("/opt/x/mariadbd  Ver 12.0.1-MariaDB for osx10.20 on arm64 (Homebrew)");
        Path share = shared("share/mariadb", "mariadb_");

        assertThat(InstalledServer.at(server).share()).isEqualTo(share);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysqld  Ver 8.0.40 for Linux on x86_64 (MySQL Community Server - GPL)",
                "mariadbd  Ver 10.6.1-MariaDB",
                "mariadbd  Ver 5.5.68-MariaDB",
                ""
            })
    void what_is_too_old_or_another_product_is_refused(String version) throws Exception {
        Path server = server(version);
        shared("share/mysql", "mysql_");

        assertThatThrownBy(() -> InstalledServer.at(server))
                .isInstanceOf(EmbeddedDatabaseException.class)
                .hasMessageContaining(server.toString())
                .hasMessageContaining("cannot be used");
    }

    @Test
    void a_server_without_its_scripts_is_refused() throws Exception {
        Path server = server("mariadbd  Ver 11.4.5-MariaDB");

        assertThatThrownBy(() -> InstalledServer.at(server)).hasMessageContaining("SQL scripts");
    }

    @Test
    void a_server_that_is_not_there_is_an_error_with_its_path() {
        assertThatThrownBy(() -> InstalledServer.at(folder.resolve("none")))
                .isInstanceOf(EmbeddedDatabaseException.class)
                .hasMessageContaining(folder.resolve("none").toString());
    }

    @Test
    void an_interrupt_ends_the_question_for_its_version() throws Exception {
        Path server = Files.writeString(server("unused"), "#!/bin/sh\nexec sleep 600\n");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> InstalledServer.at(server)).hasMessageContaining("Interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void programs_are_looked_for_where_the_environment_says_and_in_the_usual_folders() {
        assertThat(Machine.here(Map.of("PATH", "/first:relative::/usr/sbin")).programs())
                .startsWith(Path.of("/first"), Path.of("/usr/sbin"))
                .contains(Path.of("/usr/libexec"))
                .doesNotHaveDuplicates()
                .allMatch(Path::isAbsolute);
        assertThat(Machine.here(Map.of()).programs()).isNotEmpty();
    }
}
