/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.maintenance;

import io.aegis.monitoring.Series;
import io.aegis.monitoring.ServiceName;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is worked on: a service, series with certain labels, or series of a service with certain labels.
 *
 * @param service of it, with its namespace or without; empty for any
 * @param labels that a series must have, by name, all of them; up to {@value #MAX_LABELS}
 */
public record MaintenanceScope(Optional<NamePattern> service, SortedMap<String, NamePattern> labels) {

    /** The most labels. */
    public static final int MAX_LABELS = 8;

    /**
     * What is worked on.
     *
     * @throws IllegalArgumentException when neither service nor label is named, or too many labels are
     */
    public MaintenanceScope {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        if (service.isEmpty() && labels.isEmpty()) {
            throw new IllegalArgumentException("names a service or labels");
        }
        if (labels.size() > MAX_LABELS || labels.containsKey("")) {
            throw new IllegalArgumentException("has at most " + MAX_LABELS + " labels, each with a name");
        }
    }

    /** Whether a series is worked on. */
    public boolean covers(Series series) {
        for (Map.Entry<String, NamePattern> label : labels.entrySet()) {
            String value = series.labels().get(label.getKey());
            if (value == null || !label.getValue().matches(value)) {
                return false;
            }
        }
        return service.isEmpty() || series.service().filter(this::names).isPresent();
    }

    /** Whether a service is worked on as a whole; some series of one are not. */
    public boolean covers(String name) {
        return labels.isEmpty() && names(name);
    }

    private boolean names(String name) {
        return service.filter(each -> each.matches(name) || each.matches(ServiceName.bare(name)))
                .isPresent();
    }
}
