package io.aegis.batch.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {

    @Test
    void this_process_is_alive_on_this_machine_and_one_that_ended_is_not() throws Exception {
        Machine machine = Machine.local();
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        assertThat(machine.alive().test(machine.pid())).isTrue();
        assertThat(machine.alive().test(ended.pid())).isFalse();
        assertThat(machine.host()).isNotBlank();
        assertThat(machine.id()).isEqualTo(Machine.local().id());
    }
}
