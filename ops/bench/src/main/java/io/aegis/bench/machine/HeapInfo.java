/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a JVM for its heap by {@code jcmd}, which costs it a few milliseconds: before and after what is measured, never during. */
public final class HeapInfo {

    /** "def new generation" before JDK 24. */
    private static final Pattern YOUNG = Pattern.compile("(?:DefNew|def new generation)\\s+total \\d+K, used (\\d+)K");

    private static final Pattern EDEN = Pattern.compile("eden space (\\d+)K");
    private static final long KIB = 1024;
    private static final long TIMEOUT_SECONDS = 10;

    private HeapInfo() {}

    /**
     * The heap of a process.
     *
     * @throws IOException when it cannot be asked, or has another collector
     */
    public static HeapUse of(LocalProcess process) throws IOException, InterruptedException {
        JvmCounters.Collections collections = JvmCounters.of(process.pid()).collections();
        return parsed(ask(process.pid()), collections);
    }

    private static String ask(long pid) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.heap_info")
                .redirectErrorStream(true)
                .start();
        String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!jcmd.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || jcmd.exitValue() != 0) {
            jcmd.destroyForcibly();
            throw new IOException("jcmd did not tell of process " + pid);
        }
        return answer;
    }

    static HeapUse parsed(String answer, JvmCounters.Collections collections) throws IOException {
        Matcher young = YOUNG.matcher(answer);
        Matcher eden = EDEN.matcher(answer);
        if (!young.find() || !eden.find()) {
            throw new IOException("not the heap of a serial collector");
        }
        return new HeapUse(
                collections.young(),
                collections.full(),
                Long.parseLong(eden.group(1)) * KIB,
                Long.parseLong(young.group(1)) * KIB);
    }
}
