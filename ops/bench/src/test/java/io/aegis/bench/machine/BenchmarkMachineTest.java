/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkMachineTest {

    @TempDir
    private Path folder;

    @Test
    void the_model_is_the_first_processors() throws Exception {
        Path cpuInfo = Files.writeString(
                folder.resolve("cpuinfo"),
                "processor\t: 0\nmodel name\t: Fast: 9000\nprocessor\t: 1\nmodel name\t: Slow\n");

        assertThat(BenchmarkMachine.observe(cpuInfo).cpu()).isEqualTo("Fast: 9000");
    }

    @Test
    void a_system_that_tells_no_model_tells_its_architecture() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty"), "processor : 0\n");

        assertThat(BenchmarkMachine.observe(empty).cpu()).isEqualTo(System.getProperty("os.arch"));
        assertThat(BenchmarkMachine.observe(folder.resolve("missing")).cpu()).isEqualTo(System.getProperty("os.arch"));
    }

    @Test
    void this_machine_has_cores_and_memory() {
        BenchmarkMachine benchmarkMachine = BenchmarkMachine.observe();

        assertThat(benchmarkMachine.cores()).isPositive();
        assertThat(benchmarkMachine.memoryMib()).isPositive();
        assertThat(benchmarkMachine.kernel()).startsWith(System.getProperty("os.name"));
        assertThat(benchmarkMachine.jdk()).contains("25");
    }
}
