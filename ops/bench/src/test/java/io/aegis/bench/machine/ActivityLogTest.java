/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ActivityLogTest {

    private static Activity written(long bytes) {
        return new Activity(
                new JvmCounters.Collections(bytes, 1),
                new JvmCounters.Collections(2, 3),
                bytes / 2.0,
                7,
                bytes / 4.0,
                bytes,
                new MachineStalls(bytes * 3.0, 1));
    }

    @Test
    void what_was_done_in_a_second_is_told_from_what_came_before_and_after() {
        var now = new AtomicLong();
        try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
            var log = new ActivityLog(now::get, () -> written(now.get() * now.get()), timer);
            log.close();
            for (int second = 1; second < 6; second++) {
                now.set(second);
                log.look();
            }

            assertThat(log.between(2, 3))
                    .isEqualTo(new Activity(
                            new JvmCounters.Collections(5, 0),
                            new JvmCounters.Collections(0, 0),
                            2.5,
                            0,
                            1.25,
                            5,
                            new MachineStalls(15, 0)));
            assertThat(log.between(-1, 9).databaseWrittenBytes()).isEqualTo(25);
        }
    }

    @Test
    void processes_that_are_there_are_read_and_others_have_done_nothing() {
        long self = ProcessHandle.current().pid();
        var stalls = new MachineStalls(30, 4);
        Activity activity = Activity.of(
                List.of(
                        new LocalProcess(ProductProcesses.API, 0),
                        new LocalProcess(ProductProcesses.BATCH, self),
                        new LocalProcess(ProductProcesses.DATABASE, 0)),
                stalls);

        assertThat(activity.batchCpuMillis()).isPositive();
        assertThat(activity.api()).isEqualTo(Activity.NONE.api());
        assertThat(activity.databaseWrittenBytes()).isZero();
        assertThat(activity.apiCpuMillis()).isZero();
        assertThat(activity.machine()).isEqualTo(stalls);
        assertThat(Activity.of(List.of(), MachineStalls.NONE)).isEqualTo(Activity.NONE);
    }
}
