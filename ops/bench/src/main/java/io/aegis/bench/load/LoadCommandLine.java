/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aegis.bench.load.openloop.PacingClock;
import io.aegis.bench.machine.Activity;
import io.aegis.bench.machine.BenchmarkMachine;
import io.aegis.bench.machine.FsyncCost;
import io.aegis.bench.machine.LocalProcess;
import io.aegis.bench.machine.MachineStalls;
import io.aegis.bench.machine.ProductProcesses;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Measures a running Aegis on this machine: a command for each scenario.
 *
 * <p>HdrHistogram is the library that the percentiles come from. The generator around it is our own: a thread and a blocking
 * socket for each client is all that one kind of request needs, while the load tools of the JVM bring a framework, an event
 * loop and a scenario language along, on the same two cores as the API and its database.
 */
public final class LoadCommandLine {

    private static final int MET = 0;
    private static final int MISSED = 1;

    private static final int FSYNC_WRITES = 200;

    private final Map<String, String> environment;
    private final Clock clock;
    private final PacingClock time;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * The commands in their surroundings.
     *
     * @param environment settings of the database
     * @param clock where seeds come from
     * @param time what is measured with
     * @param out takes the report
     * @param err takes progress
     */
    public LoadCommandLine(
            Map<String, String> environment, Clock clock, PacingClock time, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.clock = clock;
        this.time = time;
        this.out = out;
        this.err = err;
    }

    /** A command for each scenario. */
    public List<CommandLine> commands() {
        return ScenarioCommand.all().stream()
                .map(scenario -> new CommandLine(new Run(scenario).spec))
                .toList();
    }

    /** One scenario as a command: prints its report, and ends with 0 when all goals were met, with 1 when one was not. */
    private final class Run implements Callable<Integer> {

        private final ScenarioCommand scenario;
        private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

        private Run(ScenarioCommand scenario) {
            this.scenario = scenario;
            scenario.describe(spec);
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            return run(scenario, new Options(spec.commandLine().getParseResult()));
        }
    }

    private int run(ScenarioCommand command, Options options) throws IOException, InterruptedException {
        Scenario scenario = command.maker().make(options, environment);
        FsyncCost fsync = FsyncCost.measure(options.dataFolder(environment), FSYNC_WRITES, time);
        ScenarioFindings findings = scenario.run(new Bench(options, time, clock, cpuNanos(), activity(options), err));
        var report = new Report(command.label(), options.used(), BenchmarkMachine.observe(), fsync, findings);
        out.print(ReportText.of(report));
        if (options.has(LoadOption.JSON)) {
            Files.writeString(Path.of(options.text(LoadOption.JSON).orElseThrow()), json(report));
        }
        return findings.met() || options.has(LoadOption.NO_GOALS) ? MET : MISSED;
    }

    private Supplier<Activity> activity(Options options) {
        List<LocalProcess> processes;
        try {
            processes = ProductProcesses.of(options.dataFolder(environment));
        } catch (IOException elsewhere) {
            processes = List.of();
        }
        List<LocalProcess> found = processes;
        return () -> Activity.of(found, MachineStalls.now());
    }

    private static LongSupplier cpuNanos() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system::getProcessCpuTime;
    }

    private static String json(Report report) throws IOException {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(report);
    }
}
