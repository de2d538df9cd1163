/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.problem.ProblemException;
import io.aegis.problem.ProblemType;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Whether there is room on the database's disk. */
class DiskWatchTest {

    private static final long LEAST = 500_000_000;

    private OptionalLong left = OptionalLong.of(LEAST);
    private boolean away;
    private final DiskWatch disk = new DiskWatch(this::tell, LEAST);

    private OptionalLong tell() throws DatabaseUnavailableException {
        if (away) {
            throw new DatabaseUnavailableException("away");
        }
        return left;
    }

    private boolean full(OptionalLong now) {
        left = now;
        disk.look();
        return disk.full();
    }

    @Test
    void nothing_is_written_below_the_least_until_there_is_clearly_more() {
        assertThat(full(OptionalLong.of(LEAST))).isFalse();
        assertThat(full(OptionalLong.of(LEAST - 1))).isTrue();
        assertThat(full(OptionalLong.of(LEAST))).as("too little to begin again").isTrue();
        assertThat(full(OptionalLong.of(LEAST + LEAST / 10))).isFalse();
        assertThat(full(OptionalLong.of(LEAST))).isFalse();
        assertThat(disk.freeBytes()).hasValue(LEAST);
    }

    @Test
    void what_is_not_known_refuses_nothing() {
        assertThat(full(OptionalLong.empty())).isFalse();
        assertThat(disk.freeBytes()).isEmpty();
        assertThatCode(disk::refuseWhenFull).doesNotThrowAnyException();
    }

    @Test
    void while_the_database_is_away_its_last_word_stands() {
        assertThat(full(OptionalLong.of(1))).isTrue();
        away = true;
        assertThat(full(OptionalLong.of(LEAST * 2))).isTrue();
        assertThat(disk.freeBytes()).hasValue(1);
    }

    @Test
    void who_writes_then_is_told_to_come_again() {
        full(OptionalLong.of(1));
        assertThatThrownBy(disk::refuseWhenFull).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.type()).isEqualTo(ProblemType.DISK);
            assertThat(problem.type().status()).isEqualTo(503);
            assertThat(problem.headers()).containsEntry("Retry-After", "30");
        });
    }
}
