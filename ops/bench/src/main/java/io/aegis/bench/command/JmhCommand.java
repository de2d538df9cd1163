/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** A microbenchmark as a command. Whatever else is typed is JMH's: {@code -prof gc}, {@code -f 1} and the like. */
@Command(
        description = {
            "Run this microbenchmark by JMH.",
            "JMH's own options may follow, such as -f 1 (forks), -prof gc (allocation); bench vader -lprof lists profilers."
        })
final class JmhCommand implements Callable<Integer> {

    /** Runs JMH. */
    @FunctionalInterface
    interface Jmh {

        void run(String[] arguments) throws IOException;
    }

    private final String benchmark;
    private final Jmh jmh;

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    /** @param benchmark part of its class's name */
    JmhCommand(String benchmark, Jmh jmh) {
        this.benchmark = benchmark;
        this.jmh = jmh;
    }

    @Override
    public Integer call() throws IOException {
        List<String> all = new ArrayList<>(arguments);
        all.add(benchmark);
        jmh.run(all.toArray(String[]::new));
        return 0;
    }
}
