/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deleted is not in the files of tables any more once it is purged, and what replaced it is. */
class ScrubbedFilesIT {

    /** Purging is the server's own business, which it goes about while it runs. */
    private static final int MOST_RUNS = 20;

    @TempDir
    private Path folder;

    /** What one run may wait for purging, which leaves a little undone until somebody writes. */
    private static final Duration PURGED_WITHIN = Duration.ofSeconds(5);

    /** Runs a server until it has purged, which writes all that it has to files when it ends. */
    private void run(String... statements) throws Exception {
        try (EmbeddedMariaDb db = EmbeddedMariaDb.start(folder)) {
            try (Connection connection = db.connect(Account.ADMIN, EmbeddedMariaDb.SCHEMA);
                    Statement statement = connection.createStatement()) {
                for (String each : statements) {
                    statement.execute(each);
                }
            }
            Instant until = Instant.now().plus(PURGED_WITHIN);
            while (history(db) > 0 && Instant.now().isBefore(until)) {
                Thread.onSpinWait();
            }
        }
    }

    private static long history(EmbeddedMariaDb db) throws SQLException {
        return Long.parseLong(Sql.query(
                db,
                Account.ADMIN,
                "SELECT variable_value FROM information_schema.global_status"
                        + " WHERE variable_name = 'Innodb_history_list_length'"));
    }

    /** The doublewrite buffer, in ibdata1, keeps copies of pages until others are written, like the redo log. */
    private List<String> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".ibd")
                            || file.getFileName().toString().matches("undo\\d+"))
                    .filter(file -> holds(file, text))
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_deleted_text_is_overwritten_in_records_indexes_and_long_values() throws Exception {
        run(
                "CREATE TABLE letters (id INT PRIMARY KEY, name VARCHAR(200), text MEDIUMTEXT, KEY (name))",
                "INSERT INTO letters SELECT seq, IF(seq % 5, 'kept', CONCAT('purple', seq)), IF(seq % 5, 'kept',"
                        + " REPEAT(CONCAT('zeppelin', seq), IF(seq % 50, 1, 3000))) FROM seq_1_to_2000");
        assertThat(filesWith("zeppelin")).contains("letters.ibd");
        assertThat(filesWith("purple")).contains("letters.ibd");

        run(
                "DELETE FROM letters WHERE id % 5 = 0 AND id < 1800",
                "UPDATE letters SET name = 'short', text = '' WHERE id % 5 = 0");
        for (int i = 0;
                i < MOST_RUNS
                        && !(filesWith("zeppelin").isEmpty()
                                && filesWith("purple").isEmpty());
                i++) {
            run();
        }
        assertThat(filesWith("zeppelin")).isEmpty();
        assertThat(filesWith("purple")).isEmpty();
        assertThat(filesWith("kept")).contains("letters.ibd");
    }
}
