/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.loki;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.failure.FailureVerdict;
import io.aegis.monitoring.logs.LogLevel;
import io.aegis.online.scoring.logs.LineLevel;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The labels of a stream of Loki: who logs, and how grave it is. */
final class StreamLabels {

    /** Loki itself takes 15. */
    static final int MAX_LABELS = 64;

    private static final String SERVICE = "service_name";
    private static final List<String> LEVELS = List.of("level", "detected_level", "severity", "severity_text");

    private StreamLabels() {}

    /**
     * Reads labels as the protobuf form has them: {@code {app="shop", pod="shop-1"}}.
     *
     * @throws IOException when they are written otherwise, or are too many
     */
    static Map<String, String> parse(String text) throws IOException {
        Map<String, String> labels = new HashMap<>();
        int at = skipBlanks(text, expect(text, skipBlanks(text, 0), '{'));
        while (at < text.length() && text.charAt(at) != '}') {
            int equals = text.indexOf('=', at);
            if (equals < 0 || labels.size() == MAX_LABELS) {
                throw new IOException("no labels, or too many");
            }
            String name = text.substring(at, equals).strip();
            StringBuilder value = new StringBuilder();
            at = value(text, expect(text, skipBlanks(text, equals + 1), '"'), value);
            labels.put(name, value.toString());
            at = skipBlanks(text, at);
            if (at < text.length() && text.charAt(at) == ',') {
                at = skipBlanks(text, at + 1);
            }
        }
        expect(text, at, '}');
        return labels;
    }

    /** Reads up to the quote that ends a value, and gives the place behind it. */
    private static int value(String text, int from, StringBuilder value) throws IOException {
        int at = from;
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
                value.append(
                        switch (text.charAt(at)) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            default -> text.charAt(at);
                        });
            } else {
                value.append(text.charAt(at));
            }
            at++;
        }
        return expect(text, at, '"');
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private static int expect(String text, int at, char wanted) throws IOException {
        if (at >= text.length() || text.charAt(at) != wanted) {
            throw new IOException("labels are written otherwise");
        }
        return at + 1;
    }

    /** The service that logs: {@code service_name}, else as a series with these labels would name it. */
    static String service(Map<String, String> labels) {
        Map<String, String> naming = new HashMap<>(labels);
        String name = naming.remove(SERVICE);
        if (name != null && !name.isBlank()) {
            naming.put("service", name);
        }
        naming.keySet().removeAll(LEVELS);
        try {
            return Series.of(MetricType.REQUEST_RATE, naming).service().orElse(FailureVerdict.NAMELESS);
        } catch (IllegalArgumentException e) {
            return FailureVerdict.NAMELESS;
        }
    }

    /** How grave the lines are, where the labels say it. */
    static Optional<LogLevel> level(Map<String, String> labels) {
        return LEVELS.stream()
                .flatMap(name -> Stream.ofNullable(labels.get(name)))
                .findFirst()
                .flatMap(LineLevel::named);
    }
}
