/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A database that stands still for twenty seconds. */
class StandstillIT {

    @Test
    void posts_are_told_to_come_again_jobs_wait_and_everything_goes_on() throws Exception {
        Standstill.of("standstill", Duration.ofSeconds(20));
    }
}
