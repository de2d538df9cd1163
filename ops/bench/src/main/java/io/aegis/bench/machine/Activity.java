/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.machine;

import java.io.IOException;
import java.util.List;

/**
 * What the processes of the product do, and how long the machine let nobody do anything: what may stand behind a slow second.
 *
 * @param api collections of the API
 * @param batch collections of the batch application
 * @param apiCpuMillis processor time of the API
 * @param batchCpuMillis processor time of the batch application
 * @param databaseCpuMillis processor time of the database
 * @param databaseWrittenBytes that the database handed to the disk: log, pages, checkpoints
 * @param machine how long it kept everybody waiting
 */
public record Activity(
        JvmCounters.Collections api,
        JvmCounters.Collections batch,
        double apiCpuMillis,
        double batchCpuMillis,
        double databaseCpuMillis,
        long databaseWrittenBytes,
        MachineStalls machine) {

    private static final JvmCounters.Collections NO_COLLECTIONS = new JvmCounters.Collections(0, 0);

    /** None at all. */
    public static final Activity NONE = new Activity(NO_COLLECTIONS, NO_COLLECTIONS, 0, 0, 0, 0, MachineStalls.NONE);

    /** What these processes have done since they began; a process that is not there or tells nothing has done nothing. */
    public static Activity of(List<LocalProcess> processes, MachineStalls machine) {
        JvmCounters.Collections api = NO_COLLECTIONS;
        JvmCounters.Collections batch = NO_COLLECTIONS;
        double apiCpu = 0;
        double batchCpu = 0;
        ProcessUsage database = ProcessUsage.NONE;
        for (LocalProcess process : processes) {
            switch (process.name()) {
                case ProductProcesses.API -> {
                    api = collections(process);
                    apiCpu = usage(process).cpuMillis();
                }
                case ProductProcesses.BATCH -> {
                    batch = collections(process);
                    batchCpu = usage(process).cpuMillis();
                }
                default -> database = usage(process);
            }
        }
        return new Activity(api, batch, apiCpu, batchCpu, database.cpuMillis(), database.writtenBytes(), machine);
    }

    private static JvmCounters.Collections collections(LocalProcess process) {
        try {
            return JvmCounters.of(process.pid()).collections();
        } catch (IOException gone) {
            return NO_COLLECTIONS;
        }
    }

    private static ProcessUsage usage(LocalProcess process) {
        try {
            return process.usage();
        } catch (IOException gone) {
            return ProcessUsage.NONE;
        }
    }

    /** What was done from then to now. */
    public Activity since(Activity then) {
        return new Activity(
                api.since(then.api),
                batch.since(then.batch),
                apiCpuMillis - then.apiCpuMillis,
                batchCpuMillis - then.batchCpuMillis,
                databaseCpuMillis - then.databaseCpuMillis,
                databaseWrittenBytes - then.databaseWrittenBytes,
                machine.since(then.machine));
    }
}
