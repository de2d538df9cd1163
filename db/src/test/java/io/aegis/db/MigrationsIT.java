/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;

class MigrationsIT {

    @Test
    void an_empty_schema_is_brought_up_to_date_once() {
        try (TestSchema schema = TestSchema.createEmpty()) {
            assertThat(Migrations.areApplied(schema.database(), TestSchema.ample()))
                    .isFalse();
            int all = migrations(schema.adminSettings()).length;
            assertThat(Migrations.migrate(schema.adminSettings())).isEqualTo(all);
            assertThat(Migrations.areApplied(schema.database(), TestSchema.ample()))
                    .isTrue();
            assertThat(Migrations.migrate(schema.adminSettings())).isZero();
        }
    }

    @Test
    void a_schema_that_is_missing_is_created() throws Exception {
        try (TestSchema schema = TestSchema.createEmpty()) {
            String missing = schema.adminSettings().jdbcUrl().replaceFirst("/aegis_test_\\w+", "/aegis_test_missing");
            DatabaseSettings admin = schema.adminSettings();
            schema.change("DROP DATABASE IF EXISTS aegis_test_missing");
            assertThat(Migrations.migrate(new DatabaseSettings(missing, admin.user(), admin.password())))
                    .isEqualTo(migrations(admin).length);
        }
    }

    @Test
    void readiness_knows_the_newest_migration() {
        try (TestSchema schema = TestSchema.createEmpty()) {
            MigrationInfo[] all = migrations(schema.adminSettings());
            assertThat(all[all.length - 1].getVersion()).hasToString(Migrations.LATEST);
        }
    }

    private static MigrationInfo[] migrations(DatabaseSettings admin) {
        return Flyway.configure()
                .dataSource(admin.jdbcUrl(), admin.user(), admin.password())
                .load()
                .info()
                .all();
    }
}
