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
import io.aegis.bench.machine.ProductProcesses;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Measures a running Aegis on this machine: {@code Main SCENARIO [FILE] [--name value] [--flag]}.
 *
 * <p>HdrHistogram is the library that the percentiles come from. The generator around it is our own: a thread and a blocking
 * socket for each client is all that one kind of request needs, while the load tools of the JVM bring a framework, an event
 * loop and a scenario language along, on the same two cores as the API and its database.
 */
public final class Main {

    private static final int MET = 0;
    private static final int MISSED = 1;
    private static final int USAGE = 2;
    private static final int NOT_RUN = 3;

    private static final int FSYNC_WRITES = 200;

    private static final String HELP = """
            usage: SCENARIO [--name value] [--flag]
              duplicates       stored texts again          --rate --seconds --warmup --clients --distinct
              new              new texts                   --rate --seconds --warmup --clients [--find-max]
              silent           new texts, the LLM hangs    --rate --seconds --warmup --clients
              burst            new texts, all at once      --count --warmup
              identical        one new text, many times    --count --warmup
              post-file FILE   the texts of a CSV or JSONL --clients --rate --limit-seconds
              import           a file, beside LOAD DATA    --count --limit-seconds (DATABASE_URL)
              cost             CPU and bytes of a row   --rate --seconds --count
              raw              the database alone          --count --clients --limit-seconds (DATABASE_URL)
              detect-anomaly   one sample, many series     --rate --seconds --warmup --clients --series
              backtest         10,000 samples a request    --count --samples --warmup --clients --limit-seconds
              detect-failure   200 samples, 200 lines      --rate --seconds --warmup --clients --systems
              remote-write     as Prometheus sends them    --rate --seconds --warmup --clients --series --samples
            all: --url http://127.0.0.1:8000 (repeatable), --key KEY, --seed N, --urgent-percent N,
                 --data-dir FOLDER (whose disk is told), --json FILE, --no-goals
            exit code: 0 goals met, 1 a goal missed, 2 wrong usage, 3 could not run""";

    private final Map<String, String> environment;
    private final Clock clock;
    private final PacingClock time;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * The command in its surroundings.
     *
     * @param environment settings of the database
     * @param clock where seeds come from
     * @param time what is measured with
     * @param out takes the report
     * @param err takes progress and errors
     */
    Main(Map<String, String> environment, Clock clock, PacingClock time, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.clock = clock;
        this.time = time;
        this.out = out;
        this.err = err;
    }

    /** Runs the command and exits with its code. */
    public static void main(String[] arguments) throws InterruptedException {
        // The database driver would announce on standard error that nobody reads its log.
        System.setProperty("mariadb.logging.disable", "true");
        var main = new Main(System.getenv(), Clock.systemUTC(), PacingClock.system(), System.out, System.err);
        System.exit(main.run(List.of(arguments)));
    }

    /**
     * Runs one scenario and prints its report.
     *
     * @return the exit code
     */
    int run(List<String> arguments) throws InterruptedException {
        try {
            var options = new Options(arguments);
            Scenario scenario = scenario(options);
            FsyncCost fsync = FsyncCost.measure(dataFolder(options), FSYNC_WRITES, time);
            ScenarioFindings findings =
                    scenario.run(new Bench(options, time, clock, cpuNanos(), activity(options), err));
            var report = new Report(
                    options.operand(0).orElseThrow(), options.used(), BenchmarkMachine.observe(), fsync, findings);
            out.print(ReportText.of(report));
            if (options.text("json").isPresent()) {
                Files.writeString(Path.of(options.text("json").get()), json(report));
            }
            return findings.met() || options.has("no-goals") ? MET : MISSED;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println(HELP);
            return USAGE;
        } catch (IOException e) {
            err.println("could not run: " + e.getMessage());
            return NOT_RUN;
        }
    }

    private Scenario scenario(Options options) {
        return switch (options.operand(0).orElse("")) {
            case "duplicates" -> new Duplicates();
            case "new" -> options.has("find-max") ? new HighestRate() : new NewTexts();
            case "silent" -> new Silent();
            case "burst" -> new Burst();
            case "identical" -> new Identical();
            case "post-file" -> new PostFile();
            case "import" -> new ImportFile(DatabaseAccess.of(environment));
            case "cost" -> new Cost(dataFolder(options));
            case "raw" -> new RawDatabase(DatabaseAccess.of(environment));
            case "detect-anomaly" -> new DetectAnomaly();
            case "backtest" -> new Backtest();
            case "detect-failure" -> new DetectFailure();
            case "remote-write" -> new RemoteWrite();
            default -> throw new UsageException("which scenario?");
        };
    }

    /** Where the database lies, as far as one can tell, since its filesystem is the one whose speed matters. */
    private Path dataFolder(Options options) {
        return options.text("data-dir")
                .or(() -> Optional.ofNullable(environment.get("AEGIS_DATA_DIR")))
                .map(Path::of)
                .or(() -> Optional.of(Path.of(".aegis")).filter(Files::isDirectory))
                .orElse(Path.of("."));
    }

    private Supplier<Activity> activity(Options options) {
        List<LocalProcess> processes;
        try {
            processes = ProductProcesses.of(dataFolder(options));
        } catch (IOException elsewhere) {
            processes = List.of();
        }
        List<LocalProcess> found = processes;
        return () -> Activity.of(found);
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
