/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionSettingsTest {

    private final ConnectionSettings settings = ConnectionSettings.generate(3307, new SecureRandom());

    private Path file;

    @BeforeEach
    void choose_a_file(@TempDir Path folder) {
        file = folder.resolve("database.env");
    }

    @Test
    void what_was_written_is_read_again() throws Exception {
        settings.write(file);
        settings.onPort(3310).write(file);

        assertThat(ConnectionSettings.read(file)).contains(settings.onPort(3310));
    }

    @Test
    void every_account_has_a_password_of_its_own() {
        assertThat(settings.passwords().values()).doesNotHaveDuplicates().allMatch(text -> text.length() == 24);
        assertThat(ConnectionSettings.generate(3307, new SecureRandom())).isNotEqualTo(settings);
    }

    @Test
    void passwords_stay_out_of_messages() {
        assertThat(settings.toString()).doesNotContain(settings.passwords().values());
    }

    @Test
    void a_missing_file_says_nothing() throws Exception {
        assertThat(ConnectionSettings.read(file)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DATABASE_URL", "DATABASE_PASSWORD", "DATABASE_PASSWORD_ADMIN"})
    void a_file_that_is_not_whole_says_nothing(String missing) throws Exception {
        settings.write(file);
        Files.write(
                file,
                Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith(missing + "="))
                        .toList());

        assertThat(ConnectionSettings.read(file)).isEmpty();
    }
}
