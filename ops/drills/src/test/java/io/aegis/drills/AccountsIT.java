/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database's accounts on the product's own schema: each has what it needs, table by table, and no more. */
@ResourceLock("SharedAegis")
@ExtendWith(SharedAegis.class)
class AccountsIT {

    private static final Set<String> SCORED = Set.of(
            "metric_series",
            "metric_sample",
            "series_verdict",
            "log_template",
            "log_minute",
            "log_count",
            "prediction",
            "prediction_count",
            "prediction_label",
            "model");

    private static final Map<String, String> WRITES = Map.of(
            "INSERT", "INSERT INTO `%s` SELECT * FROM `%s` WHERE FALSE",
            "UPDATE", "UPDATE `%s` SET `%s` = `%s` WHERE FALSE",
            "DELETE", "DELETE FROM `%s` WHERE FALSE");

    /** What an account is let do to a table, found by trying. */
    private static Set<String> allowed(Store account, String table, String column) throws SQLException {
        Set<String> allowed = new TreeSet<>();
        tried(account, "SELECT", "SELECT 1 FROM `" + table + "` LIMIT 1", allowed);
        tried(account, "INSERT", WRITES.getOrDefault("INSERT", "").formatted(table, table), allowed);
        tried(account, "UPDATE", WRITES.getOrDefault("UPDATE", "").formatted(table, column, column), allowed);
        tried(account, "DELETE", WRITES.getOrDefault("DELETE", "").formatted(table), allowed);
        tried(account, "ALTER", "ALTER TABLE `" + table + "` COMMENT ''", allowed);
        return allowed;
    }

    private static void tried(Store account, String right, String sql, Set<String> allowed) throws SQLException {
        try {
            account.execute(sql);
            allowed.add(right);
        } catch (SQLException e) {
            // 1142: denied on the table; 1143: on a column of it. Anything else was let try.
            if (e.getErrorCode() != 1142 && e.getErrorCode() != 1143) {
                allowed.add(right);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_BATCH", "_SCORING"})
    void each_account_is_let_do_its_work_and_nothing_else(String suffix, Aegis aegis) throws Exception {
        Store account = aegis.store(suffix);
        List<String> wrong = new ArrayList<>();
        for (String table : aegis.store().tables()) {
            String column = aegis.store()
                    .column(
                            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'aegis' AND table_name"
                                    + " = '" + table + "' ORDER BY ordinal_position LIMIT 1",
                            1)
                    .getFirst();
            Set<String> expected = suffix.equals("_SCORING")
                    ? (SCORED.contains(table) ? Set.of("SELECT") : Set.of())
                    : Set.of("SELECT", "INSERT", "UPDATE", "DELETE");
            Set<String> allowed = allowed(account, table, column);
            if (!allowed.equals(expected)) {
                wrong.add(table + ": " + allowed);
            }
        }

        assertThat(wrong).isEmpty();
        assertThatThrownBy(() -> account.execute("CREATE TABLE own (x INT)")).hasMessageContaining("denied");
    }

    /** Also of what is to come: whatever reads as the scoring account without having the right fails here. */
    @Test
    void everything_that_scoring_shows_can_be_read_with_its_account(Aegis aegis) throws Exception {
        JsonNode paths = aegis.api().get("/openapi").path("paths");
        List<String> shown = new ArrayList<>();
        paths.properties().forEach(path -> {
            if (path.getKey().startsWith("/api/v1/")
                    && !path.getKey().contains("{")
                    && path.getValue().has("get")) {
                shown.add(path.getKey());
            }
        });

        assertThat(shown).isNotEmpty();
        for (String path : shown) {
            assertThat(aegis.api().send("GET", path, "").status()).as(path).isLessThan(500);
        }
        assertThat(aegis.log("online-api")).doesNotContain("command denied");
    }
}
