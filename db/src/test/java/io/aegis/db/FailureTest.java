/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.dbclient.DbClientException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {

    @ParameterizedTest
    @CsvSource({
        "40001, 1213, TRANSIENT", // deadlock
        "HY000, 1205, TRANSIENT", // lock wait
        "08S01, 1047, TRANSIENT", // node not ready
        "HY000, 1180, TRANSIENT", // rejected at commit
        "25S03, 0, TRANSIENT",
        "08000, 0, CONNECTION",
        "08S01, 1053, CONNECTION", // shutting down
        "70100, 1927, CONNECTION", // killed
        "23000, 1062, DUPLICATE",
        "23000, 1452, PERMANENT", // no such parent
        "70100, 1969, PERMANENT", // statement too long
        "42S02, 1146, PERMANENT", // no such table
    })
    void errors_are_told_apart(String state, int code, Failure expected) {
        assertThat(Failure.of(new SQLException("made up", state, code))).isEqualTo(expected);
    }

    @Test
    void what_the_client_wraps_is_looked_for_among_the_causes() {
        DbClientException wrapped = new DbClientException("made up", new SQLException("made up", "23000", 1062));
        assertThat(Failure.of(new IllegalStateException(wrapped))).isEqualTo(Failure.DUPLICATE);
        assertThat(Failure.of(new IllegalStateException("made up"))).isEqualTo(Failure.PERMANENT);
    }

    @Test
    void an_exception_that_says_nothing_is_permanent() {
        assertThat(Failure.of(new SQLException("made up"))).isEqualTo(Failure.PERMANENT);
    }

    @Test
    void a_pool_without_a_connection_to_give_is_a_connection_failure() {
        assertThat(Failure.of(new SQLTransientConnectionException("made up"))).isEqualTo(Failure.CONNECTION);
        assertThat(Failure.of(new SQLTransientConnectionException("made up", "08000")))
                .isEqualTo(Failure.CONNECTION);
    }

    @Test
    void a_password_that_is_wrong_once_is_wrong_again() {
        assertThat(Failure.of(new SQLTransientConnectionException("made up", "28000")))
                .isEqualTo(Failure.PERMANENT);
    }

    @Test
    void whoever_is_refused_was_answered() {
        assertThat(Failure.PERMANENT.isAnswer()).isTrue();
        assertThat(Failure.DUPLICATE.isAnswer()).isTrue();
        assertThat(Failure.TRANSIENT.isAnswer()).isTrue();
        assertThat(Failure.CONNECTION.isAnswer()).isFalse();
        assertThat(Failure.DEADLINE.isAnswer()).isFalse();
        assertThat(Failure.isAnswer(new SQLTransientConnectionException("made up", "28000", 1045)))
                .isTrue();
        assertThat(Failure.isAnswer(new SQLTransientConnectionException("made up")))
                .isFalse();
        assertThat(Failure.isAnswer(new IllegalStateException("no error of the database")))
                .isFalse();
    }

    @Test
    void what_the_driver_or_the_pool_says_by_itself_is_no_answer() {
        assertThat(Failure.isAnswer(new SQLException("interrupted while waiting for a connection")))
                .isFalse();
    }

    @Test
    void the_servers_limit_on_a_statement_is_no_missed_deadline() {
        assertThat(Failure.of(new SQLTimeoutException("made up", "70100", 1969)))
                .isEqualTo(Failure.PERMANENT);
        assertThat(Failure.of(new SQLTimeoutException("made up"))).isEqualTo(Failure.DEADLINE);
    }
}
