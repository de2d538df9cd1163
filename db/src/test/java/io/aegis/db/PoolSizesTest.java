/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PoolSizesTest {

    @Test
    void an_empty_pool_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PoolSizes(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new PoolSizes(1, 0));
    }
}
