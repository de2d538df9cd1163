/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A process of this machine, as Linux tells of it under {@code /proc}. Reading costs the process itself nothing.
 *
 * @param name what people call it
 * @param pid its number
 */
public record LocalProcess(String name, long pid) {

    private static final double TICK_MILLIS = 10;
    /** The places of utime and stime behind the closing bracket of the command's name; see proc_pid_stat(5). */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    /**
     * What it has used so far.
     *
     * @throws IOException when it has ended, or may not be looked at
     */
    public ProcessUsage usage() throws IOException {
        String stat = Files.readString(folder().resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double ticks = Double.parseDouble(fields[USER]) + Double.parseDouble(fields[SYSTEM]);
        return new ProcessUsage(ticks * TICK_MILLIS, written());
    }

    private long written() throws IOException {
        List<String> lines = Files.readAllLines(folder().resolve("io"));
        return lines.stream()
                .filter(line -> line.startsWith("write_bytes:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring("write_bytes:".length()).strip()))
                .sum();
    }

    private Path folder() {
        return Path.of("/proc", String.format(Locale.ROOT, "%d", pid));
    }
}
