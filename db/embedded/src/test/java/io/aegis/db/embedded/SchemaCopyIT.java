/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaCopyIT {

    private static final List<String> ORIGINAL = List.of(
            // Tables are copied in no order of their keys.
            "SET foreign_key_checks = 0",
            "CREATE SEQUENCE numbers START WITH 7",
            "CREATE TABLE child (id INT PRIMARY KEY, parent INT, FOREIGN KEY (parent) REFERENCES parents (id))",
            "CREATE TABLE parents (id INT PRIMARY KEY AUTO_INCREMENT, text VARCHAR(20) NOT NULL, KEY by_text (text))",
            "INSERT INTO parents VALUES (3, 'first')",
            "INSERT INTO child VALUES (1, 3)",
            "CREATE TRIGGER shout BEFORE INSERT ON parents FOR EACH ROW SET NEW.text = UPPER(NEW.text)");

    private static EmbeddedMariaDb db;

    @BeforeAll
    static void start(@TempDir Path folder) {
        db = EmbeddedMariaDb.start(folder);
    }

    @AfterAll
    static void stop() {
        db.close();
    }

    private static void execute(String schema, List<String> all) throws SQLException {
        try (Connection connection = db.connect(Account.ADMIN, schema);
                Statement statement = connection.createStatement()) {
            for (String sql : all) {
                statement.execute(sql);
            }
        }
    }

    private static String value(String schema, String sql) throws SQLException {
        try (Connection connection = db.connect(Account.ADMIN, schema);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    @Test
    void a_copy_has_rows_keys_sequences_and_triggers_and_is_nobody_elses() throws SQLException {
        String original = db.newSchema();
        execute(original, ORIGINAL);

        String copy = db.newSchemaLike(original);

        assertThat(value(copy, "SELECT text FROM parents JOIN child ON parent = parents.id"))
                .isEqualTo("first");
        assertThat(value(copy, "SELECT NEXTVAL(numbers)")).isEqualTo("7");
        execute(copy, List.of("INSERT INTO parents (text) VALUES ('second')"));
        assertThat(value(copy, "SELECT text FROM parents WHERE id = 4")).isEqualTo("SECOND");
        assertThatThrownBy(() -> execute(copy, List.of("DELETE FROM parents WHERE id = 3")))
                .hasMessageContaining("foreign key");
        assertThat(value(original, "SELECT COUNT(*) FROM parents")).isEqualTo("1");
    }
}
