/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import io.aegis.command.OperatorCommandLine;
import io.aegis.settings.Environment;
import java.io.PrintStream;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The commands of {@code ops/aegis metrics} as they are typed. */
@Command(
        name = "ops/aegis metrics",
        description = "Tells what becomes of metrics.",
        synopsisSubcommandLabel = "COMMAND")
public final class MetricsCommandLine {

    private final Supplier<Environment> environment;
    private final MetricsExplain explain;

    private MetricsCommandLine(Supplier<Environment> environment, MetricsExplain explain) {
        this.environment = environment;
        this.explain = explain;
    }

    /**
     * Runs one command.
     *
     * @param environment with the settings, asked when they are needed
     * @param json says what becomes of metrics in files of JSON
     * @return the exit code
     */
    public static int run(
            Supplier<Environment> environment,
            MetricsExplain.Json json,
            PrintStream out,
            PrintStream err,
            String... arguments) {
        CommandLine line = new CommandLine(new MetricsCommandLine(environment, new MetricsExplain(out, json)));
        return OperatorCommandLine.of(line, out, err, Exception::getMessage).execute(arguments);
    }

    @Command(
            name = "explain",
            description = {
                "Say for each metric that a target exposes what becomes of it, by which rule, or why it is ignored.",
                "A file of JSON is a request of OTLP, or what the file exporter of an OpenTelemetry Collector writes.",
                "METRIC_MAPPING_FILE is read as the product reads it; the product need not run."
            },
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {
                "0:something is scored",
                "1:it cannot be read",
                "2:the command or a setting is wrong",
                "3:nothing is scored"
            })
    int explain(
            @Parameters(
                            paramLabel = "FILE|URL",
                            description = "what Prometheus scrapes from a target, or the target itself, such as"
                                    + " http://localhost:9100/metrics")
                    String place)
            throws InterruptedException {
        return explain.run(environment.get(), place);
    }
}
