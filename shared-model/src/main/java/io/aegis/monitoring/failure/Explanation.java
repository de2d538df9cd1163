/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.logs.FatalSign;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogTokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Says for people where a failure began and by which evidence. Lines are told by their template, so without the numbers and
 * ids in them.
 *
 * @param root where it began, or the most suspicious service
 * @param type the kind of failure
 * @param sure whether it is said to have begun there
 * @param caller who complains about the root
 */
record Explanation(Finding root, FailureType type, boolean sure, Optional<Finding> caller) {

    private static final double NOTABLE = 2;
    private static final double LOUD = 3;
    private static final int MOST_PARTS = 4;
    private static final int LONGEST = 500;
    private static final int LONGEST_LINE = 120;

    String text() {
        List<String> parts = new ArrayList<>();
        caller.ifPresent(who -> timeouts(who, " in " + who.service()).ifPresent(parts::add));
        timeouts(root, "").ifPresent(parts::add);
        fatal().ifPresent(parts::add);
        root.alerts().stream().limit(2).forEach(alert -> parts.add("alert " + alert.name() + " is firing"));
        metrics(parts);
        logs(parts);
        if (parts.isEmpty()) {
            parts.add(type.label().replace('_', ' '));
        }
        String evidence = String.join("; ", parts.subList(0, Math.min(MOST_PARTS, parts.size())));
        String start = sure ? root.service() + ": " : "undetermined, symptom at " + root.service() + ": ";
        return cut(start + evidence, LONGEST);
    }

    private Optional<String> timeouts(Finding finding, String where) {
        List<LogEntry> lines = finding.timeouts();
        if (type != FailureType.DEPENDENCY_TIMEOUT || lines.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                "connection timeouts in " + lines.size() + (lines.size() == 1 ? " error line" : " error lines") + where
                        + ", such as \"" + quoted(LogTokens.of(lines.getFirst().message())) + "\"");
    }

    /** What its program could not go on with, where that is the kind of failure. */
    private Optional<String> fatal() {
        return root.fatal().entrySet().stream()
                .filter(said -> Diagnosis.typeOf(said.getKey()) == type)
                .findFirst()
                .map(said -> fatal(said.getKey(), said.getValue()));
    }

    private static String fatal(FatalSign sign, List<LogEntry> lines) {
        return sign.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + " in " + lines.size() + (lines.size() == 1 ? " line" : " lines")
                + ", such as \"" + quoted(LogTokens.of(lines.getFirst().message())) + "\"";
    }

    private void metrics(List<String> parts) {
        root.metrics().entrySet().stream()
                .filter(metric -> metric.getValue().evidence().raised() >= NOTABLE
                        || AbsoluteFailureSign.atLimit(metric.getKey(), metric.getValue())
                        || (!metric.getValue().seasoned() && telling(metric.getKey())))
                .sorted(Comparator.<Map.Entry<MetricType, MetricFinding>, Boolean>comparing(
                                metric -> !AbsoluteFailureSign.atLimit(metric.getKey(), metric.getValue()))
                        .thenComparing(Comparator.<Map.Entry<MetricType, MetricFinding>>comparingDouble(
                                        metric -> metric.getValue().evidence().raised())
                                .reversed())
                        .thenComparing(Map.Entry::getKey))
                .forEach(metric -> parts.add(spelled(metric.getKey(), metric.getValue())));
    }

    /** Of which a level alone says something. */
    private static boolean telling(MetricType type) {
        return type != MetricType.REQUEST_RATE && type != MetricType.DISK_IO;
    }

    private static String spelled(MetricType type, MetricFinding finding) {
        MetricEvidence evidence = finding.evidence();
        String usual = finding.seasoned() ? "usually " + number(evidence.usual()) : "no history";
        return type.label() + " " + number(evidence.peak()) + " (" + usual + ")";
    }

    private static String number(double value) {
        return String.format(
                Locale.ROOT, Math.abs(value) >= 1e6 ? "%.3g" : Math.abs(value) < 10 ? "%.2f" : "%.1f", value);
    }

    private void logs(List<String> parts) {
        root.logs()
                .loudest()
                .filter(_ -> root.logs().errors() >= LOUD)
                .ifPresent(template -> parts.add("more than usual of \"" + quoted(template.tokens()) + "\""));
        root.logs()
                .missing()
                .filter(_ -> root.logs().vanished() >= LOUD)
                .ifPresent(template -> parts.add("fewer than usual of \"" + quoted(template.tokens()) + "\""));
        if (root.logs().errors() < LOUD
                && type != FailureType.DEPENDENCY_TIMEOUT
                && fatal().isEmpty()
                && !root.errors().isEmpty()) {
            parts.add(root.errors().size() + " error lines, such as \""
                    + quoted(LogTokens.of(root.errors().getFirst().message())) + "\"");
        }
    }

    private static String quoted(List<String> tokens) {
        return cut(String.join(" ", tokens), LONGEST_LINE);
    }

    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most)) + "…";
    }
}
