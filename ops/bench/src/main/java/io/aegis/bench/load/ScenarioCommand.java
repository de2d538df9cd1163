/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import static io.aegis.bench.load.LoadOption.CLIENTS;
import static io.aegis.bench.load.LoadOption.COUNT;
import static io.aegis.bench.load.LoadOption.DATA_DIR;
import static io.aegis.bench.load.LoadOption.DISTINCT;
import static io.aegis.bench.load.LoadOption.FIND_MAX;
import static io.aegis.bench.load.LoadOption.JSON;
import static io.aegis.bench.load.LoadOption.KEY;
import static io.aegis.bench.load.LoadOption.LIMIT_SECONDS;
import static io.aegis.bench.load.LoadOption.NO_GOALS;
import static io.aegis.bench.load.LoadOption.RATE;
import static io.aegis.bench.load.LoadOption.SAMPLES;
import static io.aegis.bench.load.LoadOption.SECONDS;
import static io.aegis.bench.load.LoadOption.SEED;
import static io.aegis.bench.load.LoadOption.SERIES;
import static io.aegis.bench.load.LoadOption.SYSTEMS;
import static io.aegis.bench.load.LoadOption.URGENT_PERCENT;
import static io.aegis.bench.load.LoadOption.URL;
import static io.aegis.bench.load.LoadOption.WARMUP;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A scenario as it is typed.
 *
 * @param label its name
 * @param description one sentence
 * @param maker makes it
 * @param options those that not all take
 */
record ScenarioCommand(String label, String description, Maker maker, List<LoadOption> options) {

    /** Makes a scenario by the options and the settings of the database. */
    @FunctionalInterface
    interface Maker {

        Scenario make(Options options, Map<String, String> environment);
    }

    private static final String POST_FILE = "post-file";

    /** Options of all of them. */
    private static final List<LoadOption> COMMON = List.of(URL, KEY, SEED, URGENT_PERCENT, DATA_DIR, JSON, NO_GOALS);

    private static final List<LoadOption> STEADY = List.of(RATE, SECONDS, WARMUP, CLIENTS);

    /** All scenarios. */
    static List<ScenarioCommand> all() {
        return List.of(
                steady("duplicates", "Stored texts again.", (_, _) -> new Duplicates())
                        .and(DISTINCT),
                steady("new", "New texts.", (options, _) -> options.has(FIND_MAX) ? new HighestRate() : new NewTexts())
                        .and(FIND_MAX),
                steady("silent", "New texts, while the LLM hangs.", (_, _) -> new Silent()),
                counted("burst", "New texts, all at once.", (_, _) -> new Burst(), WARMUP),
                counted("identical", "One new text, many times at once.", (_, _) -> new Identical(), WARMUP),
                new ScenarioCommand(
                        POST_FILE,
                        "The texts of a CSV or JSONL file.",
                        (_, _) -> new PostFile(),
                        List.of(CLIENTS, RATE, LIMIT_SECONDS)),
                counted(
                        "import",
                        "A file by the product, then by LOAD DATA alone.",
                        (options, environment) -> new ImportFile(options.dataFolder(environment)),
                        LIMIT_SECONDS),
                counted(
                        "cost",
                        "Processor time and bytes of a row, a duplicate, a sample.",
                        (options, environment) -> new Cost(options.dataFolder(environment)),
                        RATE,
                        SECONDS,
                        LIMIT_SECONDS),
                counted(
                        "raw",
                        "The database alone, as the limit.",
                        (_, environment) -> new RawDatabase(DatabaseAccess.of(environment)),
                        CLIENTS,
                        LIMIT_SECONDS),
                steady("detect-anomaly", "Single samples of many series.", (_, _) -> new DetectAnomaly())
                        .and(SERIES),
                counted(
                        "backtest",
                        "Histories of 10,000 samples a request.",
                        (_, _) -> new Backtest(),
                        SAMPLES,
                        WARMUP,
                        CLIENTS,
                        LIMIT_SECONDS),
                steady("detect-failure", "200 samples and 200 log lines a request.", (_, _) -> new DetectFailure())
                        .and(SYSTEMS),
                steady("remote-write", "Samples as Prometheus sends them.", (_, _) -> new RemoteWrite())
                        .and(SERIES, SAMPLES));
    }

    private static ScenarioCommand steady(String label, String description, Maker maker) {
        return new ScenarioCommand(label, description, maker, STEADY);
    }

    private static ScenarioCommand counted(String label, String description, Maker maker, LoadOption... further) {
        return new ScenarioCommand(label, description, maker, List.of(COUNT)).and(further);
    }

    private ScenarioCommand and(LoadOption... further) {
        List<LoadOption> all =
                Stream.concat(options.stream(), Stream.of(further)).toList();
        return new ScenarioCommand(label, description, maker, all);
    }

    /** Has a command take what this scenario takes. */
    void describe(CommandSpec spec) {
        spec.name(label).usageMessage().description(description);
        Stream.concat(options.stream(), COMMON.stream()).forEach(option -> spec.addOption(option.spec()));
        if (label.equals(POST_FILE)) {
            spec.addPositional(PositionalParamSpec.builder()
                    .paramLabel("FILE")
                    .type(Path.class)
                    .arity("1")
                    .required(true)
                    .index("0")
                    .description("its text is in the column or member raw_content, text, or the only one")
                    .build());
        }
    }
}
