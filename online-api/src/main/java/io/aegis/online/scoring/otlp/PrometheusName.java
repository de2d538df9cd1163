/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import java.util.Map;

/** Names of metrics and attributes as Prometheus has them, by OpenTelemetry's specification of compatibility. */
final class PrometheusName {

    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("s", "seconds"),
            Map.entry("ms", "milliseconds"),
            Map.entry("us", "microseconds"),
            Map.entry("ns", "nanoseconds"),
            Map.entry("min", "minutes"),
            Map.entry("h", "hours"),
            Map.entry("d", "days"),
            Map.entry("By", "bytes"),
            Map.entry("KiBy", "kibibytes"),
            Map.entry("MiBy", "mebibytes"),
            Map.entry("GiBy", "gibibytes"),
            Map.entry("kBy", "kilobytes"),
            Map.entry("MBy", "megabytes"),
            Map.entry("GBy", "gigabytes"),
            Map.entry("Cel", "celsius"),
            Map.entry("Hz", "hertz"),
            Map.entry("%", "percent"),
            Map.entry("V", "volts"),
            Map.entry("A", "amperes"),
            Map.entry("J", "joules"),
            Map.entry("W", "watts"));

    private static final String TOTAL = "_total";

    private PrometheusName() {}

    /** The name of a metric: its unit is told in it, a ratio of a gauge too, and that a counter is one; of a histogram no ending. */
    static String of(OtlpMetric metric) {
        boolean gauge = metric.kind() == OtlpMetric.Kind.GAUGE;
        if (metric.histogram()) {
            return withSuffix(of(metric.name()), UNITS.getOrDefault(metric.unit(), ""));
        }
        String name = of(metric.name());
        if (!gauge && name.endsWith(TOTAL)) {
            name = name.substring(0, name.length() - TOTAL.length());
        }
        String unit = metric.unit().equals("1") ? (gauge ? "ratio" : "") : UNITS.getOrDefault(metric.unit(), "");
        name = withSuffix(name, unit);
        return gauge ? name : name + TOTAL;
    }

    /** A name in which what Prometheus does not know is an underscore. */
    static String of(String name) {
        StringBuilder text = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char each = name.charAt(i);
            boolean known = (each >= 'a' && each <= 'z')
                    || (each >= 'A' && each <= 'Z')
                    || (each >= '0' && each <= '9')
                    || each == ':'
                    || each == '_';
            text.append(known ? each : '_');
        }
        return text.toString();
    }

    private static String withSuffix(String name, String suffix) {
        return suffix.isEmpty() || name.endsWith("_" + suffix) ? name : name + "_" + suffix;
    }
}
