/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Jars that are built anew under a running product, whose processes then fail at the first class not loaded yet. */
class RebuiltIT {

    @Test
    void status_says_so_and_up_restarts_what_it_concerns() throws Exception {
        Installation installation = Installation.named("rebuilt");
        try (Aegis aegis = new Aegis(installation, "data", Map.of())) {
            aegis.up();
            assertThat(aegis.run("status").code()).isZero();
            assertThat(aegis.run("up", "--detach").text()).contains("is running already");
            ProcessHandle batch = aegis.process("batch-jobs");
            ProcessHandle online = aegis.process("online-api");

            Files.setLastModifiedTime(
                    installation.jar("batch-jobs"), FileTime.from(Instant.now().plusSeconds(1)));

            Aegis.Said status = aegis.run("status");
            assertThat(status.code()).as(status.text()).isEqualTo(3);
            assertThat(status.text())
                    .contains("the jars of batch-jobs were built anew", "'ops/aegis up' restarts it")
                    .doesNotContain("jars of online-api");
            Aegis.Said up = aegis.run("up", "--detach");
            assertThat(up.code()).as(up.text()).isZero();
            assertThat(up.text()).contains("batch-jobs were built anew since it was started: it is restarted");
            assertThat(aegis.process("batch-jobs")).isNotEqualTo(batch);
            assertThat(aegis.process("online-api")).isEqualTo(online);
            assertThat(aegis.run("status").code()).isZero();
        }
    }
}
