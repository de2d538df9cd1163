/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.command;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The benchmarks' commands, only described here, for shells to complete: they are no part of what is shipped. A test of the
 * assembled product holds this against the help of the benchmarks themselves.
 */
final class BenchDescription {

    private static final String STEADY = "rate seconds warmup clients ";
    private static final String LOAD = " url key seed urgent-percent data-dir json no-goals";
    private static final Set<String> FLAGS = Set.of("find-max", "no-goals", "direct", "entry-and-calls");

    /** What a load scenario takes beside what all of them do. */
    private static final Map<String, String> SCENARIOS = Map.ofEntries(
            Map.entry("duplicates", STEADY + "distinct"),
            Map.entry("new", STEADY + "find-max"),
            Map.entry("silent", STEADY),
            Map.entry("burst", "count warmup"),
            Map.entry("identical", "count warmup"),
            Map.entry("post-file", "clients rate limit-seconds"),
            Map.entry("import", "count limit-seconds"),
            Map.entry("cost", "count rate seconds limit-seconds"),
            Map.entry("raw", "count clients limit-seconds"),
            Map.entry("detect-anomaly", STEADY + "series"),
            Map.entry("backtest", "count samples warmup clients limit-seconds"),
            Map.entry("detect-failure", STEADY + "systems"),
            Map.entry("remote-write", STEADY + "series samples"));

    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("vader", ""),
            Map.entry("heuristic", ""),
            Map.entry("rules", ""),
            Map.entry("language", ""),
            Map.entry("learned", "rated"),
            Map.entry("own-topics", ""),
            Map.entry("groups", "url limit-seconds"),
            Map.entry("parity", ""),
            Map.entry("paging", "seed count url direct"),
            Map.entry("nab", ""),
            Map.entry("asd", ""),
            Map.entry("nezha", "entry-and-calls"));

    private BenchDescription() {}

    /** The command with all of its subcommands. */
    static CommandLine command() {
        Map<String, String> commands = new TreeMap<>(OTHERS);
        SCENARIOS.forEach((name, options) -> commands.put(name, options + LOAD));
        CommandLine bench = new CommandLine(CommandSpec.create().name("bench"));
        commands.forEach((name, options) -> bench.addSubcommand(name, new CommandLine(spec(name, options))));
        return bench.addSubcommand(new CommandLine.HelpCommand());
    }

    private static CommandSpec spec(String name, String options) {
        CommandSpec spec = CommandSpec.create().name(name);
        for (String option : List.of(options.strip().split(" +"))) {
            if (!option.isEmpty()) {
                spec.addOption(OptionSpec.builder("--" + option)
                        .arity(FLAGS.contains(option) ? "0" : "1")
                        .build());
            }
        }
        return spec;
    }
}
