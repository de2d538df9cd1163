/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void ports_are_different_and_none_that_a_system_hands_out_by_itself() throws Exception {
        List<Integer> ports = FreePorts.of(50);

        assertThat(ports).hasSize(50).doesNotHaveDuplicates().allMatch(port -> port >= 20_000 && port < 32_000);
    }

    @Test
    void nobody_waits_for_ports_that_are_not_to_be_had() {
        assertThatThrownBy(() -> FreePorts.of(20_000))
                .isInstanceOf(IOException.class)
                .hasMessage("no port is free");
    }
}
