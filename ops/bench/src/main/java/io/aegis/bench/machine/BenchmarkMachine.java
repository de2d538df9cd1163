/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a figure was measured on: a figure without it says nothing.
 *
 * @param cpu the processor's model, or its architecture where the system does not tell the model
 * @param cores that this process may use
 * @param memoryMib in MiB, the container's limit where there is one
 * @param kernel name and release of the operating system
 * @param jdk name and version of the virtual machine
 */
public record BenchmarkMachine(String cpu, int cores, long memoryMib, String kernel, String jdk) {

    private static final long MIB = 1024 * 1024;

    /** The machine that this process runs on. */
    public static BenchmarkMachine observe() {
        return observe(Path.of("/proc/cpuinfo"));
    }

    static BenchmarkMachine observe(Path cpuInfo) {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new BenchmarkMachine(
                cpuModel(cpuInfo),
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize() / MIB,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    }

    private static String cpuModel(Path cpuInfo) {
        try (Stream<String> lines = Files.lines(cpuInfo)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElseGet(BenchmarkMachine::architecture);
        } catch (IOException notLinux) {
            return architecture();
        }
    }

    private static String architecture() {
        return System.getProperty("os.arch");
    }
}
