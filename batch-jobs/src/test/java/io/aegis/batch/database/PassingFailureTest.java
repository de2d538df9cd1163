/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.storage.DatabaseUnavailableException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.OptimisticLockingFailureException;

class PassingFailureTest {

    @ParameterizedTest
    @CsvSource({
        "40001, 1213, true",
        "HY000, 1205, true",
        "08S01, 0, true",
        "70100, 1969, true",
        ", 0, true",
        "23000, 1062, false",
        "42S02, 1146, false",
        "45000, 1644, false",
        ", 1114, false"
    })
    void the_database_says_what_passes(String state, int code, boolean passes) {
        Exception failure = new IllegalStateException("a chunk", new SQLException("said", state, code));
        assertThat(PassingFailure.is(failure)).isEqualTo(passes);
    }

    @Test
    void no_answer_passes_and_so_does_a_race_but_not_what_is_our_own_fault() {
        assertThat(PassingFailure.is(new SQLTransientConnectionException())).isTrue();
        assertThat(PassingFailure.is(new IllegalStateException(new DatabaseUnavailableException("away"))))
                .isTrue();
        assertThat(PassingFailure.is(new OptimisticLockingFailureException("race")))
                .isTrue();
        assertThat(PassingFailure.is(new IllegalStateException("a bug"))).isFalse();
    }
}
