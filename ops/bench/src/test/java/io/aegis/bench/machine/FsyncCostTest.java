/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FsyncCostTest {

    @TempDir
    private Path folder;

    @Test
    void the_times_are_those_of_the_clock_and_the_file_is_gone() throws Exception {
        // The n-th look at this clock is at n squared microseconds: writes take 1, 5, 9 ... of them.
        var looks = new AtomicLong();
        FsyncCost cost = FsyncCost.measure(folder, 100, () -> {
            long look = looks.getAndIncrement();
            return look * look * 1_000;
        });

        assertThat(cost.medianMicros()).isEqualTo(197);
        assertThat(cost.p99Micros()).isEqualTo(393);
        assertThat(cost.writes()).isEqualTo(100);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void what_cannot_be_measured_is_refused() {
        assertThatIOException().isThrownBy(() -> FsyncCost.measure(folder.resolve("missing"), 1, () -> 0));
        assertThatIllegalArgumentException().isThrownBy(() -> FsyncCost.measure(folder, 0, () -> 0));
        assertThatIllegalArgumentException().isThrownBy(() -> FsyncCost.measure(folder, 10_001, () -> 0));
    }
}
