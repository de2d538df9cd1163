/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Time in which the machine kept everybody waiting, whatever ran on it. A slow second in which it did tells of the machine, and
 * not of the product.
 *
 * @param stolenMillis in which the hypervisor let others run, summed over the cores; see steal in proc_stat(5)
 * @param diskMillis in which all who had work waited for the disk; see full in the kernel's Pressure Stall Information
 */
public record MachineStalls(double stolenMillis, double diskMillis) {

    /** None. */
    public static final MachineStalls NONE = new MachineStalls(0, 0);

    private static final Path PROC = Path.of("/proc");
    private static final double TICK_MILLIS = 10;
    private static final double MICROS = 1e3;
    private static final Pattern STOLEN = Pattern.compile("^cpu +(?:\\d+ +){7}(\\d+)");
    private static final Pattern DISK = Pattern.compile("(?m)^full .*total=(\\d+)");

    /** Since the machine started, as far as its kernel tells. */
    public static MachineStalls now() {
        return of(PROC);
    }

    static MachineStalls of(Path proc) {
        return new MachineStalls(
                number(proc.resolve("stat"), STOLEN) * TICK_MILLIS,
                number(proc.resolve("pressure").resolve("io"), DISK) / MICROS);
    }

    private static double number(Path file, Pattern pattern) {
        try {
            Matcher number = pattern.matcher(Files.readString(file));
            return number.find() ? Double.parseDouble(number.group(1)) : 0;
        } catch (IOException unknown) {
            return 0;
        }
    }

    /** From then to now. */
    public MachineStalls since(MachineStalls then) {
        return new MachineStalls(stolenMillis - then.stolenMillis, diskMillis - then.diskMillis);
    }
}
