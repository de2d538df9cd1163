/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import io.aegis.monitoring.Series;
import java.util.Map;
import java.util.TreeMap;

/** The type and labels of a series as labels of Prometheus' text format. */
final class PrometheusLabels {

    private static final String TYPE = "metric_type";

    private PrometheusLabels() {}

    /** In braces: names that Prometheus cannot have are changed, values escaped. */
    static String of(Series series) {
        Map<String, String> labels = new TreeMap<>();
        labels.put(TYPE, series.type().label());
        series.labels().forEach((name, value) -> {
            String usable = usable(name);
            while (labels.containsKey(usable)) {
                usable = "exported_" + usable;
            }
            labels.put(usable, value);
        });
        StringBuilder text = new StringBuilder("{");
        labels.forEach((name, value) -> {
            text.append(text.length() > 1 ? "," : "").append(name).append("=\"");
            escape(text, value);
            text.append('"');
        });
        return text.append('}').toString();
    }

    private static String usable(String name) {
        StringBuilder usable = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char each = name.charAt(i);
            boolean letter = (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
            boolean digit = each >= '0' && each <= '9';
            if (digit && i == 0) {
                usable.append('_');
            }
            usable.append(letter || digit ? each : '_');
        }
        // Two underscores at the beginning are Prometheus' own.
        return usable.toString().startsWith("__") ? "label" + usable : usable.toString();
    }

    private static void escape(StringBuilder text, String value) {
        for (int i = 0; i < value.length(); i++) {
            switch (value.charAt(i)) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.append(value.charAt(i));
            }
        }
    }
}
