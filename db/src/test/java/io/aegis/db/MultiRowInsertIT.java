/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultiRowInsertIT {

    /** A function with brackets of its own stands where a row's values are repeated. */
    private static final String UPSERT = """
            INSERT INTO thing (id, doubled, times) VALUES (?, MOD(? * (1 + 1), 1000000), 1)
            ON DUPLICATE KEY UPDATE times = times + 1""";

    private TestSchema schema;

    @BeforeEach
    void create() throws Exception {
        schema = TestSchema.create();
        schema.change("CREATE TABLE thing (id INT NOT NULL PRIMARY KEY, doubled INT NOT NULL, times INT NOT NULL)");
    }

    @AfterEach
    void drop() {
        schema.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 200})
    void new_rows_are_inserted_each_once_however_many(int count) throws Exception {
        assertThat(insert(IntStream.range(0, count))).isTrue();
        assertThat(schema.value("SELECT COUNT(*) FROM thing WHERE doubled = 2 * id AND times = 1"))
                .isEqualTo(String.valueOf(count));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 64, 150})
    void one_row_that_is_there_is_changed_and_told_wherever_it_comes(int known) throws Exception {
        insert(IntStream.of(known));
        assertThat(insert(IntStream.range(0, 151))).isFalse();
        assertThat(schema.value("SELECT GROUP_CONCAT(id) FROM thing WHERE times = 2"))
                .isEqualTo(String.valueOf(known));
        assertThat(schema.value("SELECT COUNT(*) FROM thing")).isEqualTo("151");
    }

    @Test
    void a_statement_too_long_for_the_drivers_cache_takes_fewer_rows() throws Exception {
        String wide = UPSERT.replace("(?, MOD", "(?, " + " ".repeat(500) + "MOD");
        assertThat(insert(wide, IntStream.range(0, 100))).isTrue();
        assertThat(schema.value("SELECT COUNT(*) FROM thing")).isEqualTo("100");
    }

    private boolean insert(IntStream ids) throws Exception {
        return insert(UPSERT, ids);
    }

    private boolean insert(String sql, IntStream ids) throws Exception {
        List<Integer> all = ids.boxed().toList();
        return schema.database()
                .transaction(
                        TestSchema.ample(),
                        execute -> new MultiRowInsert(sql).insert(execute, all, id -> List.of(id, id)));
    }
}
