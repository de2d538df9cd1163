/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JvmCountersTest {

    @TempDir
    private Path folder;

    @Test
    void the_counters_of_a_real_jvm_are_read() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx32m",
                        Path.of("src", "test", "resources", "Waits.java").toString())
                .start();
        try {
            assertThat(jvm.inputReader().readLine()).isEqualTo("collected");
            assertThat(JvmCounters.of(jvm.pid()).read()).containsKey("java.threads.live");
            JvmCounters.Collections collections = JvmCounters.of(jvm.pid()).collections();
            assertThat(collections.full()).isPositive();
            HeapUse heap = HeapInfo.of(new LocalProcess("test", jvm.pid()));
            assertThat(heap.edenCapacity()).isPositive();
            assertThat(heap.fullCollections()).isEqualTo(collections.full());
        } finally {
            jvm.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "this is no file of counters, though it is long enough to be one"})
    void another_file_is_refused(String content) throws Exception {
        Path file = Files.writeString(folder.resolve("counters"), content);
        assertThatThrownBy(() -> new JvmCounters(file).read()).isInstanceOf(IOException.class);
    }
}
