/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Whether there is more than a reserve. */
class DiskRoomTest {

    private static final long RESERVE = 500_000_000;

    private OptionalLong left = OptionalLong.of(RESERVE);
    private boolean away;
    private final DiskRoom room = new DiskRoom(this::tell, RESERVE);

    private OptionalLong tell() throws DatabaseUnavailableException {
        if (away) {
            throw new DatabaseUnavailableException("away");
        }
        return left;
    }

    private boolean changes(OptionalLong now) throws DatabaseUnavailableException {
        left = now;
        return room.look();
    }

    @Test
    void who_was_stopped_goes_on_only_with_room_to_spare_and_each_change_is_told_once() throws Exception {
        assertThat(room.full()).as("before the first look").isFalse();
        assertThat(changes(OptionalLong.of(RESERVE))).isFalse();
        assertThat(changes(OptionalLong.of(RESERVE - 1))).isTrue();
        assertThat(room.full()).isTrue();
        assertThat(changes(OptionalLong.of(RESERVE + RESERVE / 10 - 1))).isFalse();
        assertThat(changes(OptionalLong.of(RESERVE + RESERVE / 10))).isTrue();
        assertThat(room.full()).isFalse();
        assertThat(room.freeBytes()).hasValue(RESERVE + RESERVE / 10);
    }

    @Test
    void what_nobody_knows_stops_nobody_and_who_does_not_answer_changes_nothing() throws Exception {
        assertThat(changes(OptionalLong.of(1))).isTrue();
        away = true;
        assertThatThrownBy(room::look).isInstanceOf(DatabaseUnavailableException.class);
        assertThat(room.full()).isTrue();
        away = false;
        assertThat(changes(OptionalLong.empty())).isTrue();
        assertThat(room.full()).isFalse();
        assertThat(room.freeBytes()).isEmpty();
    }
}
