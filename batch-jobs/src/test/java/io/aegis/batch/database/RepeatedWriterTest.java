/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.storage.DatabaseUnavailableException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

class RepeatedWriterTest {

    private final Queue<Exception> failures = new ArrayDeque<>();
    private int written;
    private int rolledBack;

    private final ResourcelessTransactionManager transactions = new ResourcelessTransactionManager() {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            rolledBack++;
            super.doRollback(status);
        }
    };

    private void write() throws Exception {
        new RepeatedWriter<String>(
                        _ -> {
                            written++;
                            Exception failure = failures.poll();
                            if (failure != null) {
                                throw failure;
                            }
                        },
                        transactions)
                .write(Chunk.of("x"));
    }

    private static Exception refused(int code) {
        return new DatabaseUnavailableException(
                "a part of a transaction failed", new SQLException("no", "HY000", code));
    }

    @ParameterizedTest
    @ValueSource(ints = {1205, 1213})
    void a_lock_that_was_not_to_be_had_rolls_the_chunk_back_and_has_it_written_again(int code) throws Exception {
        failures.addAll(List.of(refused(code), refused(code)));

        write();

        assertThat(written).isEqualTo(3);
        assertThat(rolledBack).isEqualTo(2);
    }

    @Test
    void somewhen_it_gives_up_with_what_was_said() {
        for (int i = 0; i < RepeatedWriter.MOST_ATTEMPTS; i++) {
            failures.add(refused(1205));
        }

        assertThatThrownBy(this::write).isInstanceOf(DatabaseUnavailableException.class);
        assertThat(written).isEqualTo(RepeatedWriter.MOST_ATTEMPTS);
    }

    @Test
    void what_else_goes_wrong_is_told_at_once() {
        failures.add(refused(1062));
        assertThatThrownBy(this::write).isInstanceOf(DatabaseUnavailableException.class);
        failures.add(new IllegalStateException("a defect"));
        assertThatThrownBy(this::write).hasMessage("a defect");

        assertThat(written).isEqualTo(2);
    }
}
