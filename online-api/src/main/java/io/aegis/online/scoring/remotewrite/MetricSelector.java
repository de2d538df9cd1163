/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import java.util.Map;

/**
 * Series of Prometheus, chosen by their name and labels.
 *
 * @param name what the name has to be
 * @param match what labels have to be, by their names
 */
record MetricSelector(LabelPattern name, Map<String, LabelPattern> match) {

    MetricSelector {
        match = Map.copyOf(match);
    }

    /** Whether it chooses a series of such a name with these labels. */
    boolean chooses(String metric, Map<String, String> labels) {
        return name.matches(metric) && choosesLabels(labels);
    }

    /** Whether it chooses a series whose name is known to match. */
    boolean choosesLabels(Map<String, String> labels) {
        for (Map.Entry<String, LabelPattern> wanted : match.entrySet()) {
            if (!wanted.getValue().matches(labels.getOrDefault(wanted.getKey(), ""))) {
                return false;
            }
        }
        return true;
    }
}
