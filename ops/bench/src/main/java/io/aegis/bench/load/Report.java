/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.machine.BenchmarkMachine;
import io.aegis.bench.machine.FsyncCost;
import java.util.SortedMap;

/**
 * All that is known of a run.
 *
 * @param scenario its name
 * @param parameters that it used, defaults included
 * @param machine that everything ran on
 * @param fsync cost of durability there
 * @param findings of the scenario
 */
record Report(
        String scenario,
        SortedMap<String, String> parameters,
        BenchmarkMachine machine,
        FsyncCost fsync,
        ScenarioFindings findings) {}
