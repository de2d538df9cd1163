/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that names metrics and labels: a query, the legend of one, or a text for people.
 *
 * @param where it stands
 * @param text of it
 */
record Query(String where, String text) {

    /** What Prometheus, or a cluster, adds to everything that it scrapes. */
    private static final Set<String> ADDED = Set.of("job", "instance", "namespace", "pod");

    private static final Pattern METRIC = Pattern.compile(
            "(?<![:\\w])((?:aegis|jvm|process|system|http|hikaricp|spring)_[a-z0-9_]++)(?!:)(?:\\{([^}]*)})?");
    private static final Pattern RECORDED = Pattern.compile("\\baegis:[a-z0-9_:]+");
    private static final Pattern MATCHER = Pattern.compile("([a-zA-Z_]+)\\s*(=~|!=|!~|=)\\s*\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on|ignoring|without)\\s*\\(([^)]*)\\)");
    private static final Pattern SHOWN = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?([a-z_]+)\\s*}}");

    /** What it names that is not there, in words. */
    List<String> missing(Scraped scraped) {
        List<String> missing = new ArrayList<>();
        Set<String> labels = new TreeSet<>(ADDED);
        Matcher metric = METRIC.matcher(text);
        while (metric.find()) {
            List<Map<String, String>> series = scraped.of(metric.group(1));
            if (series.isEmpty()) {
                missing.add(where + ": no metric " + metric.group(1));
            }
            series.forEach(each -> labels.addAll(each.keySet()));
            Matcher matcher = MATCHER.matcher(metric.group(2) == null ? "" : metric.group(2));
            while (matcher.find()) {
                missing.addAll(unmatched(metric.group(1), series, matcher));
            }
        }
        // The scraped label `job` gives way to the one of Prometheus.
        labels.add("exported_job");
        named().stream()
                .filter(label -> !labels.contains(label))
                .forEach(label -> missing.add(where + ": no label " + label));
        return missing;
    }

    /** Whether it names any metric. */
    boolean names() {
        return METRIC.matcher(text).find();
    }

    /** The recorded series that it asks for. */
    List<String> recorded() {
        return RECORDED.matcher(text).results().map(MatchResult::group).toList();
    }

    private List<String> unmatched(String metric, List<Map<String, String>> series, Matcher matcher) {
        String label = matcher.group(1);
        if (ADDED.contains(label)) {
            return List.of();
        }
        List<String> values = series.stream()
                .filter(each -> each.containsKey(label))
                .map(each -> each.getOrDefault(label, ""))
                .toList();
        if (values.isEmpty()) {
            return List.of(where + ": no label " + label + " on " + metric);
        }
        boolean there = !matcher.group(2).equals("=") || values.contains(matcher.group(3));
        return there ? List.of() : List.of(where + ": no " + metric + " with " + matcher.group());
    }

    private Set<String> named() {
        Set<String> named = new TreeSet<>();
        GROUPING.matcher(text).results().forEach(group -> {
            for (String label : group.group(1).split(",", -1)) {
                named.add(label.strip());
            }
        });
        SHOWN.matcher(text).results().forEach(shown -> named.add(shown.group(1)));
        named.removeAll(Set.of("", "<<.GroupBy>>"));
        return named;
    }
}
