/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ops/aegis} where nothing is built: help does nothing else, and what a command does not take is refused before it begins. */
class CommandUsageTest {

    @TempDir
    private Path folder;

    private record Said(int code, String text) {}

    @BeforeEach
    void copyScripts() throws IOException {
        Path ops = Installation.checkout("ops");
        for (String part : List.of("lib", "drills/long")) {
            Files.createDirectories(folder.resolve("ops").resolve(part));
            try (Stream<Path> files = Files.list(ops.resolve(part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(
                            file,
                            folder.resolve("ops")
                                    .resolve(part)
                                    .resolve(file.getFileName().toString()));
                }
            }
        }
        Files.copy(ops.resolve("aegis"), folder.resolve("ops/aegis"));
        Files.copy(ops.resolve("docker/java-home.sh"), folder.resolve("mvnw"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String application : List.of("online-api", "batch-jobs")) {
            Files.createDirectory(folder.resolve(application));
            Files.createFile(folder.resolve(application).resolve("pom.xml"));
        }
    }

    private Said aegis(Map<String, String> settings, String... words) throws Exception {
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of("bash", folder.resolve("ops/aegis").toString()), Stream.of(words))
                        .toList());
        builder.environment().keySet().removeIf(name -> name.startsWith("AEGIS_") || name.startsWith("DATABASE_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(settings);
        int code = builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        return new Said(code, Files.readString(output, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "down",
                "status",
                "logs",
                "db",
                "import",
                "drill",
                "fuzz",
                "completion",
                "jobs",
                "keys",
                "models",
                "maintenance",
                "customers",
                "llm",
                "metrics",
                "faults",
                "bench"
            })
    void help_of_a_command_does_nothing_else(String command) throws Exception {
        for (String[] words : new String[][] {{command, "--help"}, {command, "-h"}, {command, "list", "--help"}}) {
            Said said = aegis(Map.of(), words);

            assertThat(said.code()).as(said.text()).isZero();
            assertThat(said.text())
                    .containsIgnoringCase("usage:")
                    .contains("ops/aegis " + command)
                    .doesNotContain("Exception", "line ");
            assertThat(folder.resolve(".aegis")).doesNotExist();
            assertThat(folder.resolve("target")).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up --detatch",
                "up now",
                "down --now",
                "status -v",
                "logs --follow",
                "logs mariadb batch-jobs",
                "db",
                "db dump",
                "db backup",
                "db backup --gzip",
                "db backup a b",
                "db migrate now",
                "db restore",
                "db reset --no",
                "import",
                "import --dry FILE",
                "drill --all",
                "drill nothing",
                "fuzz --long",
                "fuzz nothing",
                "completion bash",
                "nothing"
            })
    void what_a_command_does_not_take_is_refused_before_it_begins(String words) throws Exception {
        Said said = aegis(Map.of(), words.split(" ", -1));

        assertThat(said.code()).as(said.text()).isEqualTo(2);
        assertThat(said.text()).contains("aegis: ");
        assertThat(folder.resolve(".aegis")).doesNotExist();
    }

    @Test
    void an_unknown_option_is_named_with_where_to_read_on() throws Exception {
        assertThat(aegis(Map.of(), "up", "--detatch").text())
                .isEqualTo(
                        "aegis: there is no option '--detatch' of 'up'; 'ops/aegis up --help' shows what there is\n");
    }

    @ParameterizedTest
    @CsvSource({
        "nowhere/dump.gz, there is no folder nowhere",
        "ops, ops is a folder",
        "dumps/, dumps/ is a folder",
        "/dev/null, nothing can be written to /dev/null"
    })
    void a_place_where_no_dump_can_be_is_refused_before_the_database_starts(String place, String said)
            throws Exception {
        assertThat(aegis(Map.of(), "db", "backup", place).text()).startsWith("aegis: " + said);
    }

    @ParameterizedTest
    @CsvSource({
        "AEGIS_BATCH_PORT, 8000, AEGIS_PORT and AEGIS_BATCH_PORT are the same port",
        "AEGIS_PORT, 8001, AEGIS_PORT and AEGIS_BATCH_PORT are the same port",
        "AEGIS_DATABASE_PORT, 8001, AEGIS_BATCH_PORT and AEGIS_DATABASE_PORT are the same port",
        "AEGIS_PORT, x, AEGIS_PORT has to be a port",
        "AEGIS_MARIADBD, /nowhere/mariadbd, AEGIS_MARIADBD has to be the path of a mariadbd",
        "AEGIS_MARIADBD, /bin/sh, AEGIS_MARIADBD has to be the path of a mariadbd",
        "AEGIS_JAVA_OPTIONS, -XX:+NoSuchOption, AEGIS_JAVA_OPTIONS is refused by Java: ",
        "AEGIS_JAVA_OPTIONS, Xmx5m, AEGIS_JAVA_OPTIONS has to be options of Java"
    })
    void wrong_settings_are_refused_by_name(String name, String value, String said) throws Exception {
        Said refused = aegis(
                Map.of(name, value, "AEGIS_DATA_DIR", folder.resolve("data").toString()), "up");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.text()).startsWith("aegis: " + said);
        assertThat(folder.resolve("data/mariadb")).doesNotExist();
    }
}
