package io.aegis.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {

    @TempDir
    private Path folder;

    @Test
    void the_model_is_the_first_processors() throws Exception {
        Path cpuInfo = Files.writeString(
                folder.resolve("cpuinfo"),
                "processor\t: 0\nmodel name\t: Fast: 9000\nprocessor\t: 1\nmodel name\t: Slow\n");

        assertThat(Machine.observe(cpuInfo).cpu()).isEqualTo("Fast: 9000");
    }

    @Test
    void a_system_that_tells_no_model_tells_its_architecture() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty"), "processor : 0\n");

        assertThat(Machine.observe(empty).cpu()).isEqualTo(System.getProperty("os.arch"));
        assertThat(Machine.observe(folder.resolve("missing")).cpu()).isEqualTo(System.getProperty("os.arch"));
    }

    @Test
    void this_machine_has_cores_and_memory() {
        Machine machine = Machine.observe();

        assertThat(machine.cores()).isPositive();
        assertThat(machine.memoryMib()).isPositive();
        assertThat(machine.kernel()).startsWith(System.getProperty("os.name"));
        assertThat(machine.jdk()).contains("25");
    }
}
