/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.command;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The commands of {@code ops/aegis jobs} as they are typed. */
@Command(
        name = "ops/aegis jobs",
        description = "Operates the jobs of the batch application.",
        synopsisSubcommandLabel = "COMMAND")
final class JobsCommandLine {

    private final Supplier<OperatorClient> connection;
    private final PrintStream out;

    JobsCommandLine(Supplier<OperatorClient> connection, PrintStream out) {
        this.connection = connection;
        this.out = out;
    }

    @FunctionalInterface
    private interface Work {

        void with(JobsCommand jobs) throws RefusedException, InterruptedException;
    }

    /** Only now: help and mistakes need no settings. */
    private void run(Work work) throws RefusedException, InterruptedException {
        try (OperatorClient client = connection.get()) {
            work.with(new JobsCommand(client, out));
        }
    }

    @Command(name = "list", description = "The jobs, what they take, and their last execution.")
    void list() throws RefusedException, InterruptedException {
        run(JobsCommand::list);
    }

    @Command(name = "launch", description = "Run a job.")
    void launch(
            @Parameters(index = "0", paramLabel = "JOB", description = "its name, see 'jobs list'") String job,
            @Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME=VALUE", description = "what it takes")
                    @Nullable
                    List<String> pairs)
            throws RefusedException, InterruptedException {
        run(jobs -> jobs.launch(job, pairs == null ? List.of() : pairs));
    }

    @Command(name = "status", description = "What runs, a job's history, or all about an execution.")
    void status(
            @Parameters(arity = "0..1", paramLabel = "JOB|EXECUTION", description = "all jobs without it")
                    Optional<String> of)
            throws RefusedException, InterruptedException {
        run(jobs -> {
            if (of.isPresent()) {
                jobs.status(of.get());
            } else {
                jobs.status();
            }
        });
    }

    @Command(name = "stop", description = "End an execution at the end of its chunk.")
    void stop(@Parameters(paramLabel = "EXECUTION") long execution) throws RefusedException, InterruptedException {
        run(jobs -> jobs.act("stop", execution));
    }

    @Command(name = "restart", description = "Go on from where an execution failed or was stopped.")
    void restart(@Parameters(paramLabel = "EXECUTION") long execution) throws RefusedException, InterruptedException {
        run(jobs -> jobs.restart(execution));
    }

    @Command(name = "abandon", description = "Never run an execution again.")
    void abandon(@Parameters(paramLabel = "EXECUTION") long execution) throws RefusedException, InterruptedException {
        run(jobs -> jobs.act("abandon", execution));
    }

    @Command(name = "schedules", description = "When jobs run by themselves.")
    void schedules() throws RefusedException, InterruptedException {
        run(JobsCommand::schedules);
    }

    @Command(name = "schedule", description = "Change when a job runs by itself.")
    void schedule(
            @Parameters(index = "0", paramLabel = "NAME", description = "of the schedule, see 'jobs schedules'")
                    String name,
            @Parameters(
                            index = "1..*",
                            arity = "1..*",
                            paramLabel = "SETTING=VALUE",
                            description =
                                    "enabled=true|false, cron='S M H DAY MONTH WEEKDAY', zone, missed=fire_once|skip")
                    List<String> pairs)
            throws RefusedException, InterruptedException {
        run(jobs -> jobs.schedule(name, pairs));
    }
}
