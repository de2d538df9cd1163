/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class AccountPrivilegesIT {

    private static EmbeddedMariaDb db;

    @BeforeAll
    static void start(@TempDir Path folder) throws SQLException {
        db = EmbeddedMariaDb.start(folder);
        Sql.execute(db, Account.ADMIN, "CREATE TABLE notes (id INT PRIMARY KEY, text VARCHAR(20))");
        Sql.execute(db, Account.ADMIN, "INSERT INTO notes VALUES (1, 'first')");
        Sql.execute(db, Account.ADMIN, "CREATE TABLE model (id INT PRIMARY KEY, text VARCHAR(20))");
        Sql.execute(db, Account.ADMIN, "INSERT INTO model VALUES (1, 'first')");
    }

    @AfterAll
    static void stop() {
        db.close();
    }

    @ParameterizedTest
    @EnumSource
    void every_account_reads_what_scoring_needs(Account account) throws SQLException {
        assertThat(Sql.query(db, account, "SELECT text FROM model WHERE id = 1"))
                .isEqualTo("first");
    }

    @ParameterizedTest
    @EnumSource(names = {"ONLINE", "BATCH"})
    void the_applications_write_rows(Account account) throws SQLException {
        Sql.execute(db, account, "INSERT INTO notes VALUES (2, 'new')");
        Sql.execute(db, account, "UPDATE notes SET text = 'changed' WHERE id = 2");
        assertThat(Sql.query(db, account, "SELECT text FROM notes WHERE id = 2"))
                .isEqualTo("changed");
        Sql.execute(db, account, "DELETE FROM notes WHERE id = 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO model VALUES (2, 'x')",
                "UPDATE model SET text = 'x'",
                "DELETE FROM model",
                "DROP TABLE model",
                "CREATE TABLE prediction (id INT)",
                "SELECT text FROM notes",
                "SHOW CREATE TABLE notes"
            })
    void scoring_only_reads_and_only_what_it_needs(String statement) {
        assertThatThrownBy(() -> Sql.execute(db, Account.SCORING, statement)).hasMessageContaining("denied");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "ADMIN")
    void only_the_admin_changes_tables(Account account) {
        assertThatThrownBy(() -> Sql.execute(db, account, "CREATE TABLE own (x INT)"))
                .hasMessageContaining("denied");
        assertThatThrownBy(() -> Sql.execute(db, account, "DROP TABLE notes")).hasMessageContaining("denied");
    }

    @ParameterizedTest
    @EnumSource
    void no_account_reaches_beyond_the_schema(Account account) {
        assertThatThrownBy(() -> Sql.query(db, account, "SELECT * FROM mysql.global_priv"))
                .hasMessageContaining("denied");
        assertThatThrownBy(() -> Sql.execute(db, account, "CREATE DATABASE elsewhere"))
                .hasMessageContaining("denied");
        assertThatThrownBy(() -> Sql.execute(db, account, "SELECT 1 INTO OUTFILE 'leak'"))
                .hasMessageContaining("denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "mysql", "mariadb.sys", ""})
    void nobody_else_gets_in(String user) {
        assertThatThrownBy(() -> DriverManager.getConnection(db.url("mysql"), user, ""))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("denied");
    }

    @Test
    void the_accounts_may_use_new_test_schemas_as_they_may_use_the_product_s() throws SQLException {
        String schema = db.newSchema();

        assertThat(db.newSchema()).isNotEqualTo(schema);
        try (Connection admin = db.connect(Account.ADMIN, schema)) {
            admin.createStatement().execute("CREATE TABLE t (x INT)");
        }
        try (Connection online = db.connect(Account.ONLINE, schema);
                Connection scoring = db.connect(Account.SCORING, schema)) {
            assertThatCode(() -> online.createStatement().execute("INSERT INTO t VALUES (1)"))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> scoring.createStatement().execute("INSERT INTO t VALUES (1)"))
                    .hasMessageContaining("denied");
        }
    }

    @Test
    void the_settings_lead_an_application_to_a_schema() {
        assertThat(db.settings("aegis"))
                .containsEntry("DATABASE_URL", "jdbc:mariadb://127.0.0.1:" + db.port() + "/aegis?sslMode=disable")
                .containsEntry("DATABASE_USER", "aegis_online")
                .containsEntry("DATABASE_PASSWORD", db.password(Account.ONLINE))
                .containsEntry("DATABASE_USER_SCORING", "aegis_scoring")
                .containsEntry("DATABASE_PASSWORD_ADMIN", db.password(Account.ADMIN))
                .hasSize(9);
    }

    @ParameterizedTest
    @CsvSource({
        "innodb_flush_log_at_trx_commit, 1",
        "character_set_server, utf8mb4",
        "time_zone, +00:00",
        "log_bin, 0",
        "slow_query_log, 0",
        "bind_address, 127.0.0.1",
        "local_infile, 0",
        "socket, ''"
    })
    void the_server_is_durable_and_private(String variable, String value) throws SQLException {
        assertThat(Sql.query(db, Account.ADMIN, "SELECT @@" + variable)).isEqualTo(value);
    }
}
