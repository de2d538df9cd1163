/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A database that stands still for a minute, longer than processes are silent for before they count as dead. By name only. */
class LongStandstillDrill {

    @Test
    void as_after_twenty_seconds() throws Exception {
        Standstill.of("long-standstill", Duration.ofSeconds(60));
    }
}
