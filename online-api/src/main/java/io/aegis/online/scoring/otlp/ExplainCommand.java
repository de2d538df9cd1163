/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import io.aegis.monitoring.Series;
import io.aegis.online.scoring.remotewrite.MetricsCommandLine;
import io.aegis.online.scoring.remotewrite.MetricsExplain;
import io.aegis.online.scoring.remotewrite.MetricsExplain.Explained;
import io.aegis.online.scoring.remotewrite.MetricsExplain.Explainer;
import io.aegis.online.scoring.wire.JsonCursor;
import io.aegis.problem.ProblemException;
import io.aegis.settings.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The command {@code metrics}: says what becomes of what Prometheus scrapes, see {@link MetricsExplain}, and of requests of OTLP in
 * JSON, one alone or one a line as the file exporter of a collector writes them.
 */
public final class ExplainCommand {

    private ExplainCommand() {}

    /** Runs it with the settings of the process. */
    public static void main(String[] arguments) {
        System.exit(MetricsCommandLine.run(
                () -> Environment.of(System.getenv(), Path.of("")),
                ExplainCommand::explain,
                System.out,
                System.err,
                arguments));
    }

    /** What becomes of each metric, once for each of its points. */
    static Map<String, List<Explained>> explain(String text, Explainer series) throws IOException {
        Map<String, List<Explained>> explained = new TreeMap<>();
        for (MetricsRequest.Read request : requests(text)) {
            for (MetricsRequest.Measured measured : request.measured()) {
                for (OtlpMetric metric : measured.metrics()) {
                    explained
                            .computeIfAbsent(title(metric), _ -> new ArrayList<>())
                            .addAll(outcomes(measured.resource(), metric, series));
                }
            }
        }
        return explained;
    }

    private static List<MetricsRequest.Read> requests(String text) throws IOException {
        try {
            return List.of(read(text));
        } catch (IOException e) {
            List<MetricsRequest.Read> requests = new ArrayList<>();
            for (String line : text.split("\\R", -1)) {
                if (!line.isBlank()) {
                    requests.add(read(line));
                }
            }
            return requests;
        }
    }

    private static MetricsRequest.Read read(String json) throws IOException {
        try {
            return MetricsRequest.read(new JsonCursor(json.getBytes(StandardCharsets.UTF_8)));
        } catch (ProblemException e) {
            throw new IOException(e.detail(), e);
        }
    }

    private static String title(OtlpMetric metric) {
        String kind = metric.kind().name().toLowerCase(Locale.ROOT);
        String shape = metric.histogram() ? kind + " histogram" : kind;
        return metric.name() + " (" + (metric.unit().isEmpty() ? shape : metric.unit() + ", " + shape) + ")";
    }

    private static List<Explained> outcomes(OtlpResource resource, OtlpMetric metric, Explainer series) {
        List<Explained> outcomes = new ArrayList<>();
        List<Convention> conventions = Convention.of(metric.name());
        for (OtlpPoint point : metric.points()) {
            if (conventions.isEmpty()) {
                outcomes.addAll(byRules(resource, metric, point, series));
            } else {
                conventions.forEach(each -> outcomes.add(byConvention(resource, metric, each)));
            }
        }
        return outcomes;
    }

    private static Explained byConvention(OtlpResource resource, OtlpMetric metric, Convention convention) {
        String type = convention.type().label();
        if (metric.kind() != OtlpMetric.Kind.GAUGE && convention.as().isLevel()) {
            return new Explained("ignored: of changes nobody knows to what they amount", "");
        }
        String made = switch (convention.as()) {
            case VALUE -> "its value";
            case RATE -> "its increase a second, of all points of the resource";
            case QUANTILE -> "the quantile 0.95 of all points of the resource";
            case ERRORS -> "the share of points that tell of errors of the server";
            case BUSY -> "the share of the increase that is not idle";
            case USED -> "the share of what is used";
        };
        try {
            Map<String, String> labels = new HashMap<>(resource.labels());
            labels.putAll(convention.labels());
            return Explained.of(
                    type + ": " + made + "; by the semantic conventions", Series.of(convention.type(), labels));
        } catch (IllegalArgumentException e) {
            return new Explained("ignored: " + e.getMessage(), "");
        }
    }

    private static List<Explained> byRules(
            OtlpResource resource, OtlpMetric metric, OtlpPoint point, Explainer series) {
        List<String> endings = metric.histogram() ? List.of("", "_count", "_sum") : List.of("");
        List<Explained> scored = new ArrayList<>();
        List<Explained> ignored = new ArrayList<>();
        for (String ending : endings) {
            String name = PrometheusName.of(metric) + ending;
            Map<String, String> labels = PointIntake.labels(resource, point);
            labels.put("__name__", name);
            for (Explained each : series.explain(labels, metric.histogram() && ending.isEmpty())) {
                (each.example().isEmpty() ? ignored : scored)
                        .add(new Explained(each.text() + ", as " + name, each.example()));
            }
        }
        return scored.isEmpty() ? ignored.subList(0, 1) : scored;
    }
}
