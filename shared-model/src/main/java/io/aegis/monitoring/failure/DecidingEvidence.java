/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.ReadableNumber;
import io.aegis.monitoring.logs.LogTemplate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a person can check of a verdict: the series and log lines that speak loudest for it, with their numbers.
 *
 * @param series up to {@value #MOST_SERIES}, the most unusual first
 * @param lines up to {@value #MOST_LINES}, the most unusual first
 */
public record DecidingEvidence(List<OfSeries> series, List<OfLines> lines) {

    private static final int MOST_SERIES = 2;
    private static final int MOST_LINES = 3;
    private static final int LONGEST_LINE = 200;

    /** Deviations below which nothing speaks for a failure. */
    private static final double TELLING = 2;

    /** Copies the lists. */
    public DecidingEvidence {
        series = List.copyOf(series);
        lines = List.copyOf(lines);
    }

    /**
     * One metric of a service.
     *
     * @param service its name
     * @param type of the metric
     * @param observed the most of the window, in the unit of the type
     * @param usual what is usual, in the same unit
     * @param deviations by how many it is raised
     */
    public record OfSeries(String service, MetricType type, double observed, double usual, double deviations) {}

    /**
     * Lines of one kind.
     *
     * @param service who logged them, or no longer logs them
     * @param template what they have in common
     * @param missing whether there are too few of them, rather than too many
     * @param deviations by how many
     */
    public record OfLines(String service, String template, boolean missing, double deviations) {}

    /** The evidence of a verdict, whether or not there is a failure. */
    public static DecidingEvidence of(FailureVerdict verdict) {
        return new DecidingEvidence(
                verdict.evidence().stream()
                        .flatMap(DecidingEvidence::series)
                        .filter(each -> each.deviations() >= TELLING)
                        .sorted(Comparator.comparingDouble(OfSeries::deviations)
                                .reversed()
                                .thenComparing(OfSeries::service)
                                .thenComparing(OfSeries::type))
                        .limit(MOST_SERIES)
                        .toList(),
                verdict.evidence().stream()
                        .flatMap(DecidingEvidence::lines)
                        .filter(each -> each.deviations() >= TELLING)
                        .sorted(Comparator.comparingDouble(OfLines::deviations)
                                .reversed()
                                .thenComparing(OfLines::service)
                                .thenComparing(OfLines::template))
                        .limit(MOST_LINES)
                        .toList());
    }

    private static Stream<OfSeries> series(Finding finding) {
        return finding.metrics().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> new OfSeries(
                        finding.service(),
                        each.getKey(),
                        each.getValue().evidence().peak(),
                        each.getValue().evidence().usual(),
                        each.getValue().evidence().raised()));
    }

    private static Stream<OfLines> lines(Finding finding) {
        return Stream.concat(
                lines(finding, finding.logs().loudest(), false, finding.logs().errors()),
                lines(finding, finding.logs().missing(), true, finding.logs().vanished()));
    }

    private static Stream<OfLines> lines(
            Finding finding, Optional<LogTemplate> template, boolean missing, double deviations) {
        return template.stream()
                .map(each -> new OfLines(finding.service(), shortened(each.text()), missing, deviations));
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_LINE
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_LINE));
    }

    /** For people: each series with its numbers; of lines how many kinds, as what they say is for those who may read it. */
    public String text() {
        String told = series.stream()
                .map(each -> String.format(
                        Locale.ROOT,
                        "%s of %s is %s, usually %s",
                        each.type().label(),
                        each.service(),
                        ReadableNumber.of(each.observed()),
                        ReadableNumber.of(each.usual())))
                .collect(Collectors.joining("; "));
        if (lines.isEmpty()) {
            return told;
        }
        return (told.isEmpty() ? "" : told + "; ")
                + lines.stream()
                        .map(each ->
                                (each.missing() ? "usual lines missing at " : "unusual errors at ") + each.service())
                        .distinct()
                        .collect(Collectors.joining("; "));
    }
}
