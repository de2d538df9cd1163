/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.command;

import io.aegis.bench.load.openloop.PacingClock;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Runs the command line of the benchmarks within a test. */
public final class BenchRun {

    private BenchRun() {}

    /** Runs one command; returns its exit code. */
    public static int of(
            Map<String, String> environment,
            Clock clock,
            PacingClock time,
            PrintStream out,
            PrintStream err,
            List<String> arguments) {
        JmhCommand.Jmh jmh = all -> out.println("JMH " + String.join(" ", all));
        return new Main(environment, clock, time, jmh, out, err).run(arguments.toArray(String[]::new));
    }

    /** The same where time does not matter, and what is said goes to one place. */
    public static int of(Map<String, String> environment, PrintStream out, String... arguments) {
        return of(environment, Clock.systemUTC(), PacingClock.system(), out, out, List.of(arguments));
    }
}
