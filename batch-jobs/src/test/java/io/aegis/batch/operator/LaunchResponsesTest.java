/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.batch.control.Launch;
import io.aegis.problem.ProblemException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is answered to a launch, by what came of it. */
class LaunchResponsesTest {

    private static void assertRefused(Launch launch, String detail) {
        assertThatThrownBy(() -> JobsController.Launches.executionId(launch))
                .as(launch.toString())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(detail);
    }

    @Test
    void a_started_one_is_told_by_its_execution() {
        assertThat(JobsController.Launches.executionId(new Launch.Started(7))).isEqualTo(7);
    }

    @Test
    void what_cannot_run_is_refused_with_the_reason() {
        assertRefused(new Launch.AlreadyRuns(Optional.of(7L)), "runs already");
        assertRefused(new Launch.AlreadyDone(Optional.empty()), "other parameters make another instance");
        assertRefused(new Launch.Full(4), "runs 4 times at once already");
        assertRefused(new Launch.Impossible("Abandon it."), "Abandon it.");
        assertRefused(new Launch.NotHere(), "cannot launch at present");
    }
}
