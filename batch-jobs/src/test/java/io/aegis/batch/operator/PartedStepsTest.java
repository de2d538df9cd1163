/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.jobs.StepRow;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartedStepsTest {

    private static StepRow step(String name, long count) {
        return new StepRow(
                1,
                name,
                "STARTED",
                count,
                count,
                count,
                count,
                count,
                count,
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                "");
    }

    @Test
    void a_step_shows_what_its_parts_have_done() {
        assertThat(PartedSteps.whole(
                        List.of(step("index", 4), step("rows", 0), step("rows:000000", 2), step("rows:000001", 3))))
                .containsExactly(step("index", 4), step("rows", 5));
        assertThat(PartedSteps.whole(List.of(step("rows", 5), step("rows:000000", 5))))
                .containsExactly(step("rows", 5));
    }
}
