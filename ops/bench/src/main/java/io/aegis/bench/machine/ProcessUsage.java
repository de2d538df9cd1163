/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.machine;

/**
 * What a process has used since it began.
 *
 * @param cpuMillis processor time, of the process and its threads, in steps of the kernel's clock tick (10 ms)
 * @param writtenBytes handed to the disk
 */
public record ProcessUsage(double cpuMillis, long writtenBytes) {

    /** Nothing at all. */
    public static final ProcessUsage NONE = new ProcessUsage(0, 0);

    /** What was used from then to now. */
    public ProcessUsage since(ProcessUsage then) {
        return new ProcessUsage(cpuMillis - then.cpuMillis, writtenBytes - then.writtenBytes);
    }
}
