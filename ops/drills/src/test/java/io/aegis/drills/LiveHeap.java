/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a JVM holds once all garbage is collected. */
final class LiveHeap {

    private LiveHeap() {}

    /** Has the process collect everything, and adds up what is left. */
    static long bytes(long pid) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
        String total = said.lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(said));
        return Long.parseLong(total.strip().split("\\s+", -1)[2]);
    }
}
