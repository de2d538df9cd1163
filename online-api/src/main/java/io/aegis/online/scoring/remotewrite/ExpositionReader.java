/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what Prometheus scrapes, in its text format or that of OpenMetrics: names and labels. Good for one text. */
final class ExpositionReader {

    private final String line;
    private int at;

    private ExpositionReader(String line) {
        this.line = line;
    }

    /**
     * The series of a text; lines that are none are counted.
     *
     * @param series of each line
     * @param unread lines that were neither series nor remarks
     */
    record Exposed(List<ExposedSeries> series, int unread) {}

    /**
     * A series of a text.
     *
     * @param labels with the name among them
     * @param mistake why the receiver would refuse it
     */
    record ExposedSeries(Map<String, String> labels, Optional<String> mistake) {}

    static Exposed read(String text) {
        List<ExposedSeries> series = new ArrayList<>();
        int[] unread = new int[1];
        text.lines()
                .filter(each -> !each.isBlank() && !each.startsWith("#"))
                .forEach(each -> new ExpositionReader(each).series().ifPresentOrElse(series::add, () -> unread[0]++));
        return new Exposed(series, unread[0]);
    }

    private Optional<ExposedSeries> series() {
        LabelCollector labels = new LabelCollector(new WriteBudget(_ -> {}));
        String name = word();
        if (!name.isEmpty()) {
            labels.add(RemoteSeries.NAME, name);
        }
        if (next('{')) {
            while (!next('}')) {
                String label = at < line.length() && line.charAt(at) == '"' ? quoted().orElse("") : word();
                if (label.isEmpty()) {
                    return Optional.empty();
                }
                // A name in quotes, without a value, is that of the metric.
                Optional<String> value = next('=') ? quoted() : Optional.of("");
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                if (value.get().isEmpty() && labels.labels().isEmpty()) {
                    labels.add(RemoteSeries.NAME, label);
                } else {
                    labels.add(label, value.get());
                }
                next(',');
            }
        }
        skipSpace();
        return labels.labels().containsKey(RemoteSeries.NAME) && at < line.length()
                ? Optional.of(new ExposedSeries(labels.labels(), labels.mistake()))
                : Optional.empty();
    }

    private String word() {
        skipSpace();
        int from = at;
        while (at < line.length()
                && (Character.isLetterOrDigit(line.charAt(at)) || "_:.".indexOf(line.charAt(at)) >= 0)) {
            at++;
        }
        return line.substring(from, at);
    }

    private boolean next(char sign) {
        skipSpace();
        if (at < line.length() && line.charAt(at) == sign) {
            at++;
            skipSpace();
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
    }

    private Optional<String> quoted() {
        if (!next('"')) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        while (at < line.length() && line.charAt(at) != '"') {
            char sign = line.charAt(at++);
            if (sign == '\\' && at < line.length()) {
                char escaped = line.charAt(at++);
                text.append(escaped == 'n' ? '\n' : escaped);
            } else {
                text.append(sign);
            }
        }
        return next('"') ? Optional.of(text.toString()) : Optional.empty();
    }
}
