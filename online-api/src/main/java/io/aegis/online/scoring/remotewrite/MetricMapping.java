/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.online.scoring.remotewrite.MetricRule.Derivation;
import io.aegis.online.scoring.remotewrite.MetricRule.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which series of Prometheus are scored, and as what: rules in their order. For each type the first rule counts that has a use
 * for the series; a rule that ignores it ends the search. What Aegis says itself is never listened to. Immutable.
 *
 * @param rules in their order
 */
record MetricMapping(List<MetricRule> rules) {

    /** Scores that Aegis exposes: they are verdicts, not what happens. */
    private static final String OWN_VERDICTS = "aegis_anomaly_";

    MetricMapping {
        rules = List.copyOf(rules);
    }

    /** What a series is used for. */
    record Use(MetricRule rule, Part part) {}

    /**
     * A series whose values are scored as they are.
     *
     * @param series its type, and the labels without the name
     * @param scale by which values are multiplied
     */
    record Mapped(Series series, double scale) {}

    /**
     * Reads a file, or the built-in mapping.
     *
     * @throws io.aegis.settings.InvalidSettingsException naming what is wrong
     */
    static MetricMapping load(Optional<Path> file) {
        return MappingFile.load(file).mapping();
    }

    /**
     * What a series is scored as whose values are taken as they are; empty when they are not.
     *
     * @throws IllegalArgumentException when it has more or longer labels than a series may have
     */
    Optional<Mapped> map(RemoteSeries remote) {
        return uses(wanting(remote.name()), remote.labels(), false).stream()
                .map(Use::rule)
                .filter(rule -> rule.direct() && !rule.complement())
                .map(rule -> new Mapped(rule.series(remote.labels()), rule.scale()))
                .findFirst();
    }

    /** The rules that may want series of a name, which is worth remembering. */
    List<MetricRule> wanting(String metric) {
        if (isVerdict(metric)) {
            return List.of();
        }
        return rules.stream().filter(rule -> rule.wants(metric)).toList();
    }

    /** Whether a name is of what Aegis itself says of others. */
    static boolean isVerdict(String metric) {
        return metric.startsWith(OWN_VERDICTS);
    }

    /**
     * What a series is used for; nothing when it is not.
     *
     * @param wanting the rules that may want its name
     */
    static List<Use> uses(List<MetricRule> wanting, Map<String, String> labels, boolean nativeHistogram) {
        String metric = labels.getOrDefault(RemoteSeries.NAME, "");
        List<Use> uses = new ArrayList<>();
        Set<MetricType> served = EnumSet.noneOf(MetricType.class);
        for (MetricRule rule : wanting) {
            if (served.contains(rule.type())) {
                continue;
            }
            Optional<Part> part = rule.part(metric, labels, nativeHistogram);
            if (part.isPresent()) {
                if (rule.as() == Derivation.IGNORE) {
                    return uses;
                }
                served.add(rule.type());
                uses.add(new Use(rule, part.get()));
            }
        }
        return uses;
    }
}
