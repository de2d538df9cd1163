/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UniqueKeyIT {

    private static final String INSERT = "INSERT INTO thing (id) VALUES (?)";

    private final TestSchema schema = TestSchema.createEmpty();

    @BeforeEach
    void a_table() throws Exception {
        schema.change("CREATE TABLE thing (id INT NOT NULL, PRIMARY KEY (id)) ENGINE = InnoDB");
    }

    @AfterEach
    void close() {
        schema.close();
    }

    @Test
    void a_duplicate_undoes_its_own_statement_and_the_transaction_goes_on() throws Exception {
        boolean again = schema.database().transaction(TestSchema.ample(), execute -> {
            assertThat(UniqueKey.inserted(() -> execute.insert(INSERT, 1))).isTrue();
            boolean inserted = UniqueKey.inserted(() -> execute.insert("INSERT INTO thing (id) VALUES (2), (1)"));
            execute.insert(INSERT, 3);
            return inserted;
        });
        assertThat(again).isFalse();
        assertThat(schema.value("SELECT GROUP_CONCAT(id ORDER BY id) FROM thing"))
                .isEqualTo("1,3");
    }

    @Test
    void what_fails_after_a_duplicate_undoes_what_was_before_it() throws Exception {
        assertThatThrownBy(() -> schema.database().transaction(TestSchema.ample(), execute -> {
                    execute.insert(INSERT, 1);
                    UniqueKey.inserted(() -> execute.insert(INSERT, 1));
                    return execute.insert("INSERT INTO nothing (id) VALUES (1)");
                }))
                .isInstanceOf(StatementRefusedException.class)
                .hasMessageContaining("1146");
        assertThat(schema.value("SELECT COUNT(*) FROM thing")).isEqualTo("0");
    }
}
