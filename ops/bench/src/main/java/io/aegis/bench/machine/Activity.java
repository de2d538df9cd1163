/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.machine;

import java.io.IOException;
import java.util.List;

/**
 * What the processes of the product do besides answering: what may stand behind a slow second.
 *
 * @param api collections of the API
 * @param batch collections of the batch application
 * @param batchCpuMillis processor time of the batch application
 * @param databaseWrittenBytes that the database handed to the disk: log, pages, checkpoints
 */
public record Activity(
        JvmCounters.Collections api, JvmCounters.Collections batch, double batchCpuMillis, long databaseWrittenBytes) {

    private static final JvmCounters.Collections NO_COLLECTIONS = new JvmCounters.Collections(0, 0);

    /** None at all. */
    public static final Activity NONE = new Activity(NO_COLLECTIONS, NO_COLLECTIONS, 0, 0);

    /** What these processes have done since they began; a process that is not there or tells nothing has done nothing. */
    public static Activity of(List<LocalProcess> processes) {
        JvmCounters.Collections api = NO_COLLECTIONS;
        JvmCounters.Collections batch = NO_COLLECTIONS;
        double cpu = 0;
        long written = 0;
        for (LocalProcess process : processes) {
            switch (process.name()) {
                case ProductProcesses.API -> api = collections(process);
                case ProductProcesses.BATCH -> {
                    batch = collections(process);
                    cpu = usage(process).cpuMillis();
                }
                default -> written = usage(process).writtenBytes();
            }
        }
        return new Activity(api, batch, cpu, written);
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
                batchCpuMillis - then.batchCpuMillis,
                databaseWrittenBytes - then.databaseWrittenBytes);
    }
}
