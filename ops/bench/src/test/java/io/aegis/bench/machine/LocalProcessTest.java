/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProcessTest {

    @TempDir
    private Path folder;

    @Test
    void this_process_has_used_processor_time() throws Exception {
        ProcessUsage usage = new LocalProcess("test", ProcessHandle.current().pid()).usage();
        assertThat(usage.cpuMillis()).isPositive();
        assertThat(usage.since(usage)).isEqualTo(ProcessUsage.NONE);
    }

    @Test
    void one_that_has_ended_is_told() {
        assertThatThrownBy(() -> new LocalProcess("test", 0).usage()).isInstanceOf(IOException.class);
    }

    @Test
    void the_products_processes_are_found_by_their_data_folder() throws Exception {
        long self = ProcessHandle.current().pid();
        Files.createDirectory(folder.resolve("run"));
        Files.writeString(folder.resolve("run").resolve("online-api.pid"), self + " 123\n");
        assertThat(ProductProcesses.of(folder)).isEqualTo(List.of(new LocalProcess(ProductProcesses.API, self)));
    }
}
