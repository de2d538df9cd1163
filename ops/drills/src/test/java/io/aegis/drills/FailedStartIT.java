/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code ops/aegis up} with what an application refuses: scripts and people learn that nothing runs, and why. */
class FailedStartIT {

    @Test
    void a_setting_that_is_refused_ends_the_start() throws Exception {
        try (Aegis aegis = new Aegis(Installation.named("refused"), "data", Map.of("PUBLIC_INTAKE", "maybe"))) {
            Aegis.Said said = aegis.run("up", "--detach");

            assertThat(said.code()).as(said.text()).isEqualTo(1);
            assertThat(said.text())
                    .contains("PUBLIC_INTAKE: is 'maybe'")
                    .doesNotContain("ready in", "starting batch-jobs");
            assertThat(aegis.run("status").text()).doesNotContain(" up ");
        }
    }
}
