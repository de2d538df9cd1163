/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.maintenance;

import io.aegis.monitoring.Series;
import io.aegis.monitoring.maintenance.MaintenanceWindow;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The windows that were announced, as this process knows them: read again every few seconds. Thread-safe. */
public final class MaintenanceCalendar {

    private static final Logger LOG = LoggerFactory.getLogger(MaintenanceCalendar.class);

    private final Source source;
    private volatile List<MaintenanceWindow> windows = List.of();

    /** Where the windows are. */
    @FunctionalInterface
    public interface Source {

        /** All of them. */
        List<MaintenanceWindow> all() throws DatabaseUnavailableException;
    }

    /** None read yet. */
    public MaintenanceCalendar(Source source) {
        this.source = source;
    }

    /** Reads them again; those known before stay while they cannot be read. */
    public void refresh() {
        try {
            windows = List.copyOf(source.all());
        } catch (DatabaseUnavailableException e) {
            LOG.debug("Maintenance windows are read later: {}", e.getMessage());
        }
    }

    /** Until when a series is worked on; empty when it is not at that moment. */
    public Optional<Instant> until(Series series, Instant moment) {
        return until(moment, window -> window.scope().covers(series));
    }

    /** The same, of a service as a whole. */
    public Optional<Instant> until(String service, Instant moment) {
        return until(moment, window -> window.scope().covers(service));
    }

    private Optional<Instant> until(Instant moment, Predicate<MaintenanceWindow> concerned) {
        return windows.stream()
                .flatMap(window -> window.times().until(moment).filter(_ -> concerned.test(window)).stream())
                .max(Comparator.naturalOrder());
    }

    /** Whether none is known: most of the time nobody needs to ask. */
    public boolean isEmpty() {
        return windows.isEmpty();
    }
}
