/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import java.io.IOException;

/** Something to measure, and the figures to reach. */
@FunctionalInterface
interface Scenario {

    /**
     * Runs it once.
     *
     * @throws IOException when it could not be run at all
     */
    ScenarioFindings run(Bench bench) throws IOException, InterruptedException;
}
