/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.machine.HeapInfo;
import io.aegis.bench.machine.HeapUse;
import io.aegis.bench.machine.LocalProcess;
import io.aegis.bench.machine.ProcessUsage;
import io.aegis.bench.machine.ProductProcesses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads what each process of the product has used before some work and after it; the benchmark's own part is left out. */
final class CostMeter {

    private static final HeapUse NO_HEAP = new HeapUse(0, 0, 0, 0);

    private final List<LocalProcess> processes;

    CostMeter(List<LocalProcess> processes) {
        this.processes = List.copyOf(processes);
    }

    /** Something that is done so many times. */
    @FunctionalInterface
    interface Work {
        /**
         * Does it.
         *
         * @return how many pieces were done
         */
        long run() throws IOException, InterruptedException;
    }

    private record Reading(ProcessUsage usage, HeapUse heap) {}

    /** What work cost, by process. */
    List<UnitCost> measure(String name, Work work) throws IOException, InterruptedException {
        List<Reading> before = readings();
        long count = work.run();
        List<Reading> after = readings();
        List<UnitCost> costs = new ArrayList<>();
        for (int i = 0; i < processes.size(); i++) {
            Reading then = before.get(i);
            Reading now = after.get(i);
            costs.add(UnitCost.of(
                    name,
                    processes.get(i).name(),
                    Math.max(1, count),
                    now.usage().since(then.usage()),
                    then.heap(),
                    now.heap()));
        }
        return costs;
    }

    private List<Reading> readings() throws IOException, InterruptedException {
        List<Reading> readings = new ArrayList<>();
        for (LocalProcess process : processes) {
            HeapUse heap = process.name().equals(ProductProcesses.DATABASE) ? NO_HEAP : HeapInfo.of(process);
            readings.add(new Reading(process.usage(), heap));
        }
        return readings;
    }
}
