/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbClientException;
import io.helidon.dbclient.DbExecute;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that nobody changes or removes what stands in the audit log: by triggers, as rights that an account has on a whole
 * schema cannot be taken from it for one table. They are no part of a migration, so that a backup holds tables alone, and a server
 * that lets no account make triggers (one with a binary log and without {@code log_bin_trust_function_creators}) still gets its
 * tables. The accounts of the applications can neither drop a trigger nor empty a table.
 */
final class AppendOnly {

    private static final Logger LOG = LoggerFactory.getLogger(AppendOnly.class);

    private static final String FOUND = """
            SELECT 1 FROM information_schema.TRIGGERS
            WHERE TRIGGER_SCHEMA = DATABASE() AND TRIGGER_NAME = ?""";

    private static final String REFUSE =
            "FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the audit log only grows'";

    private static final String NO_CHANGE = "audit_log_no_change";
    private static final String NO_REMOVAL = "audit_log_no_removal";

    private AppendOnly() {}

    /** Makes the triggers that are missing. What the server does not allow is told in the log. */
    static void protect(DatabaseSettings settings) {
        DbClient client = DbClients.over(() -> connection(settings), statement -> statement);
        try {
            make(
                    client.execute(),
                    NO_CHANGE,
                    "CREATE TRIGGER IF NOT EXISTS audit_log_no_change BEFORE UPDATE ON audit_log " + REFUSE);
            make(
                    client.execute(),
                    NO_REMOVAL,
                    "CREATE TRIGGER IF NOT EXISTS audit_log_no_removal BEFORE DELETE ON audit_log " + REFUSE);
        } catch (DbClientException e) {
            LOG.atWarn()
                    .addKeyValue(
                            "error",
                            Failure.cause(e).map(SQLException::getErrorCode).orElse(0))
                    .log("the server allows no triggers: the audit log can be changed by whoever may change rows");
        }
    }

    private static Connection connection(DatabaseSettings settings) {
        try {
            return DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password());
        } catch (SQLException e) {
            throw new DbClientException("no connection", e);
        }
    }

    /** Making one waits for whoever uses the table, so that it is not tried each time. */
    private static void make(DbExecute execute, String name, String sql) {
        if (execute.get(FOUND, name).isEmpty()) {
            execute.dml(sql);
        }
    }
}
