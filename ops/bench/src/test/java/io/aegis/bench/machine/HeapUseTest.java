/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapUseTest {

    @Test
    void each_young_collection_is_an_eden_that_was_filled() {
        HeapUse then = new HeapUse(10, 0, 1_000, 900);
        HeapUse now = new HeapUse(13, 0, 1_000, 200);
        assertThat(now.allocatedSince(then)).isEqualTo(3 * 1_000 + 200 - 900);
    }

    @Test
    void what_a_full_collection_freed_was_not_given_back() {
        assertThat(new HeapUse(0, 1, 1_000, 100).allocatedSince(new HeapUse(0, 0, 1_000, 900)))
                .isZero();
    }
}
