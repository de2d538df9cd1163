/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostIdentityTest {

    @Test
    void this_process_is_alive_on_this_machine_and_one_that_ended_is_not() throws Exception {
        HostIdentity hostIdentity = HostIdentity.local();
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        assertThat(hostIdentity.alive().test(hostIdentity.pid())).isTrue();
        assertThat(hostIdentity.alive().test(ended.pid())).isFalse();
        assertThat(hostIdentity.host()).isNotBlank();
        assertThat(hostIdentity.id()).isEqualTo(HostIdentity.local().id());
    }
}
