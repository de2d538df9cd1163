/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineStallsTest {

    @TempDir
    private Path proc;

    @Test
    void stolen_time_and_waits_for_the_disk_are_read_as_the_kernel_writes_them() throws IOException {
        Files.writeString(proc.resolve("stat"), """
                cpu  1010 2 303 40404 505 6 70 88 9 0
                cpu0 505 1 150 20202 250 3 35 44 4 0
                """);
        Files.createDirectory(proc.resolve("pressure"));
        Files.writeString(proc.resolve("pressure").resolve("io"), """
                some avg10=0.00 avg60=2.08 avg300=2.90 total=9000000
                full avg10=0.00 avg60=1.37 avg300=1.83 total=4500
                """);
        MachineStalls stalls = MachineStalls.of(proc);
        assertThat(stalls).isEqualTo(new MachineStalls(880, 4.5));
        assertThat(stalls.since(new MachineStalls(80, 1))).isEqualTo(new MachineStalls(800, 3.5));
    }

    @Test
    void a_kernel_that_does_not_tell_has_kept_nobody_waiting() {
        assertThat(MachineStalls.of(proc)).isEqualTo(MachineStalls.NONE);
    }
}
