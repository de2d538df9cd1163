/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the schema to this version of the product. The SQL is in {@code db/migration}. */
public final class Migrations {

    /** The newest migration, as the schema history names it. */
    public static final String LATEST = "79";

    private static final String APPLIED = "SELECT 1 FROM flyway_schema_history WHERE version = ? AND success";

    private Migrations() {}

    /**
     * Creates the schema if it is missing and applies what has not been applied. Safe to repeat, and to run from several
     * places at once.
     *
     * @param settings of an account that may change tables
     * @return how many migrations were applied
     * @throws FlywayException when the database cannot be reached, or refuses
     */
    public static int migrate(DatabaseSettings settings) {
        int applied = flyway(settings).migrate().migrationsExecuted;
        AppendOnly.protect(settings);
        return applied;
    }

    /**
     * Whether the database answers in time and has at least this version's schema. An application that meets a newer
     * schema goes on, so that old and new run side by side during an update.
     */
    public static boolean areApplied(Database database, Deadline deadline) {
        try {
            return database.read(
                    deadline, execute -> execute.get(APPLIED, LATEST).isPresent());
        } catch (DatabaseUnavailableException e) {
            return false;
        }
    }

    private static Flyway flyway(DatabaseSettings settings) {
        String separator = settings.jdbcUrl().contains("?") ? "&" : "?";
        return Flyway.configure()
                .dataSource(
                        settings.jdbcUrl() + separator + "createDatabaseIfNotExist=true",
                        settings.user(),
                        settings.password())
                .load();
    }
}
