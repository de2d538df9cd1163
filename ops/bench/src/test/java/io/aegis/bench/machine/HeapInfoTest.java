/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class HeapInfoTest {

    private static final JvmCounters.Collections COLLECTIONS = new JvmCounters.Collections(7, 2);

    @Test
    void the_young_generation_of_a_serial_collector_is_read() throws Exception {
        String answer = """
                4711:
                DefNew     total 61440K, used 12345K [0x0000000080000000, 0x0000000084200000, 0x00000000955)
                  eden space 54656K,  22% used [0x0000000080000000, 0x0000000080c0e3d8, 0x0000000083560000)
                  from space 6784K,   0% used [0x0000000083560000, 0x0000000083560000, 0x0000000083c00000)
                """;
        String older = answer.replace("DefNew    ", " def new generation  ");
        HeapUse expected = new HeapUse(7, 2, 54_656 * 1024, 12_345 * 1024);
        assertThat(HeapInfo.parsed(answer, COLLECTIONS)).isEqualTo(expected);
        assertThat(HeapInfo.parsed(older, COLLECTIONS)).isEqualTo(expected);
    }

    @Test
    void another_collector_is_refused() {
        assertThatThrownBy(() -> HeapInfo.parsed("garbage-first heap total 1K, used 1K", COLLECTIONS))
                .isInstanceOf(IOException.class);
    }
}
