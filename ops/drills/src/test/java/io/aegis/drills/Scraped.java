/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Prometheus finds at {@code /metrics}.
 *
 * @param series the labels of each series, by the metric's name
 */
record Scraped(Map<String, List<Map<String, String>>> series) {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Reads the text format of these processes. */
    static Scraped of(List<String> texts) {
        Map<String, List<Map<String, String>>> series = new HashMap<>();
        texts.stream()
                .flatMap(String::lines)
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> {
                    Map<String, String> labels = new HashMap<>();
                    Matcher label = LABEL.matcher(line.group(2) == null ? "" : line.group(2));
                    while (label.find()) {
                        labels.put(label.group(1), label.group(2));
                    }
                    series.computeIfAbsent(line.group(1), _ -> new ArrayList<>())
                            .add(labels);
                });
        return new Scraped(series);
    }

    /** The series of a metric. */
    List<Map<String, String>> of(String metric) {
        return series.getOrDefault(metric, List.of());
    }
}
