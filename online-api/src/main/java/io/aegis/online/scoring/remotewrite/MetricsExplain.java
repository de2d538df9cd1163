/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import io.aegis.monitoring.Series;
import io.aegis.monitoring.ServiceIdentity;
import io.aegis.online.scoring.remotewrite.MetricMapping.Use;
import io.aegis.online.scoring.remotewrite.MetricRule.Derivation;
import io.aegis.online.scoring.remotewrite.MetricRule.Part;
import io.aegis.problem.IoReason;
import io.aegis.settings.Environment;
import io.aegis.settings.InvalidSettingsException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The command {@code metrics explain}: says for each name that a target exposes what becomes of it by the mapping that is
 * configured: the type, how it is made, by which rule, as which series, or why it is ignored. The product need not run.
 */
public final class MetricsExplain {

    private final PrintStream out;
    private final Json json;

    /**
     * Explains.
     *
     * @param out gets what is said
     * @param json explains files of JSON
     */
    public MetricsExplain(PrintStream out, Json json) {
        this.out = out;
        this.json = json;
    }

    /** One thing that becomes of some series of a name, with an example. */
    private record Outcome(String text, String example) {}

    /** Says what becomes of metrics in a file of JSON. */
    @FunctionalInterface
    public interface Json {

        /**
         * Reads a text.
         *
         * @param series says what becomes of a series of Prometheus
         * @return what becomes of each metric, by its name; an outcome with an example is scored
         * @throws IOException when it is malformed
         */
        Map<String, List<Explained>> explain(String text, Explainer series) throws IOException;
    }

    /** Says what becomes of a series of Prometheus, by the mapping that is configured. */
    @FunctionalInterface
    public interface Explainer {

        /**
         * What becomes of it, each with an example where it is scored.
         *
         * @param labels with the name of the metric as {@code __name__}
         * @param nativeHistogram whether it is one
         */
        List<Explained> explain(Map<String, String> labels, boolean nativeHistogram);
    }

    /**
     * What becomes of a series.
     *
     * @param text in words
     * @param example the series that is made; empty where none is
     */
    public record Explained(String text, String example) {

        /** What is made as a series. */
        public static Explained of(String text, Series series) {
            return new Explained(text, MetricsExplain.example(series));
        }
    }

    /**
     * Explains what a file holds, or a target answers.
     *
     * @return the exit code: 0 something is scored, 1 it cannot be read, 2 a setting is wrong, 3 nothing is scored
     */
    public int run(Environment environment, String place) throws InterruptedException {
        MetricMapping mapping;
        try {
            Optional<Path> file = environment.string("METRIC_MAPPING_FILE").map(Path::of);
            mapping = MappingFile.load(file).mapping();
        } catch (InvalidSettingsException e) {
            out.println(e.getMessage());
            return 2;
        }
        try {
            return explain(mapping, new MetricsSource(place)) ? 0 : 3;
        } catch (MetricsSource.UnreadableException e) {
            out.println(place + " cannot be read: " + e.getMessage());
            return 1;
        } catch (IOException e) {
            out.println(place + " cannot be read: " + IoReason.of(e));
            return 1;
        }
    }

    private boolean explain(MetricMapping mapping, MetricsSource place) throws IOException, InterruptedException {
        String text = place.text();
        Optional<String> instance = place.instance();
        if (text.stripLeading().startsWith("{\"")) {
            return explainJson(mapping, text);
        }
        ExpositionReader.Exposed exposed = ExpositionReader.read(text);
        Map<String, Map<Outcome, Integer>> byName = new TreeMap<>();
        for (ExpositionReader.ExposedSeries series : exposed.series()) {
            Map<String, String> labels = series.labels();
            // As Prometheus adds it.
            instance.ifPresent(each -> labels.putIfAbsent("instance", each));
            Map<Outcome, Integer> outcomes =
                    byName.computeIfAbsent(labels.getOrDefault(RemoteSeries.NAME, ""), _ -> new LinkedHashMap<>());
            Set<Outcome> all = series.mistake()
                    .map(mistake -> Set.of(new Outcome("refused: " + mistake, "")))
                    .orElseGet(() -> outcomes(mapping, labels, false));
            for (Outcome outcome : all) {
                Optional<Outcome> same = outcomes.keySet().stream()
                        .filter(each -> each.text().equals(outcome.text()))
                        .findFirst();
                outcomes.merge(same.orElse(outcome), 1, Integer::sum);
            }
        }
        int scored = print(byName);
        out.printf(
                Locale.ROOT,
                "%d series of %d names; %d names are scored, %d lines were not understood%n",
                exposed.series().size(),
                byName.size(),
                scored,
                exposed.unread());
        return scored > 0;
    }

    private boolean explainJson(MetricMapping mapping, String text) throws IOException {
        Explainer explainer = (labels, nativeHistogram) -> outcomes(mapping, labels, nativeHistogram).stream()
                .map(each -> new Explained(each.text(), each.example()))
                .toList();
        Map<String, Map<Outcome, Integer>> byName = new TreeMap<>();
        explained(text, explainer).forEach((name, all) -> {
            Map<Outcome, Integer> outcomes = byName.computeIfAbsent(name, _ -> new LinkedHashMap<>());
            for (Explained each : all) {
                Optional<Outcome> same = outcomes.keySet().stream()
                        .filter(outcome -> outcome.text().equals(each.text()))
                        .findFirst();
                outcomes.merge(same.orElse(new Outcome(each.text(), each.example())), 1, Integer::sum);
            }
        });
        int scored = print(byName);
        out.printf(Locale.ROOT, "%d metrics, of which %d are scored%n", byName.size(), scored);
        return scored > 0;
    }

    private Map<String, List<Explained>> explained(String text, Explainer explainer)
            throws MetricsSource.UnreadableException {
        try {
            return json.explain(text, explainer);
        } catch (IOException e) {
            throw new MetricsSource.UnreadableException("it begins as JSON, and is no request of OTLP");
        }
    }

    /** How many names are scored. */
    private int print(Map<String, Map<Outcome, Integer>> byName) {
        int scored = 0;
        for (Map.Entry<String, Map<Outcome, Integer>> name : byName.entrySet()) {
            out.println(name.getKey());
            for (Map.Entry<Outcome, Integer> outcome : name.getValue().entrySet()) {
                out.printf(
                        Locale.ROOT,
                        "  %5d  %s%n",
                        outcome.getValue(),
                        outcome.getKey().text());
                if (!outcome.getKey().example().isEmpty()) {
                    out.println("         such as " + outcome.getKey().example());
                }
            }
            if (name.getValue().keySet().stream()
                    .anyMatch(each -> !each.example().isEmpty())) {
                scored++;
            }
        }
        return scored;
    }

    private static Set<Outcome> outcomes(MetricMapping mapping, Map<String, String> labels, boolean nativeHistogram) {
        String name = labels.getOrDefault(RemoteSeries.NAME, "");
        if (MetricMapping.isVerdict(name)) {
            return Set.of(ignored("it is what Aegis itself says of others"));
        }
        List<MetricRule> wanting = mapping.wanting(name);
        List<Use> uses = MetricMapping.uses(wanting, labels, nativeHistogram);
        if (uses.isEmpty()) {
            Optional<MetricRule> unwanted = wanting.stream()
                    .filter(rule -> rule.as() == Derivation.IGNORE
                            && rule.part(name, labels, nativeHistogram).isPresent())
                    .findFirst();
            return Set.of(ignored(unwanted.map(rule -> "a rule says so (" + rule.origin() + ")")
                    .orElse(
                            wanting.isEmpty()
                                    ? "no rule is for this name"
                                    : "no rule for this name takes these labels ("
                                            + wanting.getFirst().origin() + ")")));
        }
        Set<Outcome> outcomes = new LinkedHashSet<>();
        for (Use use : uses) {
            try {
                outcomes.add(new Outcome(text(use), example(use.rule().series(labels))));
            } catch (IllegalArgumentException e) {
                outcomes.add(ignored(String.valueOf(e.getMessage())));
            }
        }
        return outcomes;
    }

    private static Outcome ignored(String why) {
        return new Outcome("ignored: " + why, "");
    }

    private static String text(Use use) {
        MetricRule rule = use.rule();
        StringBuilder text = new StringBuilder(rule.type().label()).append(": ");
        switch (rule.as()) {
            case VALUE -> text.append(rule.direct() ? "its value" : "the sum of its values");
            case RATE -> text.append("its increase a second");
            case RATIO ->
                text.append(
                                switch (use.part()) {
                                    case BOTH -> "above and below the line";
                                    case LOWER -> "below the line";
                                    default -> "above the line";
                                })
                        .append(rule.counters() ? " of a ratio of increases" : " of a ratio");
            case QUANTILE ->
                text.append(use.part() == Part.BUCKET ? "a bucket" : "a histogram")
                        .append(String.format(Locale.ROOT, " of the quantile %s", rule.quantile()));
            case IGNORE -> text.append("nothing");
        }
        if (rule.complement()) {
            text.append(", what is missing to 1");
        }
        if (rule.scale() != 1) {
            text.append(String.format(Locale.ROOT, ", times %s", rule.scale()));
        }
        return text.append("; by ").append(rule.origin()).toString();
    }

    private static String example(Series series) {
        return series.type().label()
                + series.labels()
                + ServiceIdentity.of(series.labels())
                        .map(service -> ", service " + service)
                        .orElse("");
    }
}
