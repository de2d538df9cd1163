/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionLimitTest {

    @Test
    void as_many_connections_as_there_are_descriptors_for() {
        assertThat(ConnectionLimit.connections(256, 130)).isEqualTo(30);
        assertThat(ConnectionLimit.connections(100, 130)).isEqualTo(16);
        assertThat(ConnectionLimit.connections(1_048_576, 130)).isEqualTo(8_000);
        assertThat(ConnectionLimit.connections(-1, -1)).isEqualTo(16);
    }

    @Test
    void and_no_more_than_there_is_memory_for() {
        assertThat(ConnectionLimit.connections(20)).isBetween(16, 20);
    }
}
