/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.memory;

import io.aegis.db.series.SamplesSince;
import io.aegis.db.series.SamplesSinceReader;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.alert.SeriesWatch;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Synchronises detectors with other replicas: what other processes stored of the series of one request since this one looked
 * last: read for all of them at once, learned by each before it judges. Immutable.
 */
final class ReplicaSync {

    /** Nobody else judges. */
    static final ReplicaSync ALONE = new ReplicaSync(Map.of(), Map.of(), true, true);

    private final Map<Series, Long> ids;
    private final Map<Series, List<Measurement>> stored;
    private final boolean alone;
    private final boolean complete;

    private ReplicaSync(Map<Series, Long> ids, Map<Series, List<Measurement>> stored, boolean alone, boolean complete) {
        this.ids = Map.copyOf(ids);
        this.stored = Map.copyOf(stored);
        this.alone = alone;
        this.complete = complete;
    }

    /**
     * A series in memory.
     *
     * @param series which
     * @param id of the database; empty when it was not known to be stored
     * @param since from when on others may have stored samples that are not known here
     */
    record Place(Series series, Optional<Long> id, Instant since) {}

    /** How a series stands to what others stored. */
    enum Result {
        /** All that is stored is known. */
        LEVEL,
        /** Others may have more. */
        BEHIND,
        /** Something came before what was learned already: it has to be learned anew, in order. */
        DISORDERED
    }

    /** What others stored of these; what cannot be read now is behind. */
    static ReplicaSync read(
            SamplesSinceReader samples,
            List<Place> places,
            SeriesLookupCache lookups,
            boolean behind,
            Deadline deadline) {
        Map<Series, Long> ids = new HashMap<>();
        try {
            List<Series> unknown = places.stream()
                    .filter(place -> place.id().isEmpty())
                    .map(Place::series)
                    .toList();
            lookups.prepare(unknown, deadline);
            List<SamplesSince.Mark> marks = new ArrayList<>();
            for (Place place : places) {
                Optional<Long> id = place.id().isPresent()
                        ? place.id()
                        : lookups.of(place.series(), deadline).map(found -> found.id());
                if (id.isPresent()) {
                    ids.put(place.series(), id.get());
                    marks.add(new SamplesSince.Mark(id.get(), place.since()));
                }
            }
            SamplesSince.Stored found = samples.read(marks, deadline);
            Map<Series, List<Measurement>> stored = new HashMap<>();
            ids.forEach((series, id) -> {
                if (!found.cut().contains(id)) {
                    stored.put(series, found.of(id));
                }
            });
            return new ReplicaSync(ids, stored, false, !behind);
        } catch (DatabaseUnavailableException _) {
            return new ReplicaSync(ids, Map.of(), false, false);
        }
    }

    /** The series' id in the database, when it is known. */
    Optional<Long> id(Series series) {
        return Optional.ofNullable(ids.get(series));
    }

    /** Whether nobody else judges. */
    boolean alone() {
        return alone;
    }

    /** Whether others may have more than was read. */
    boolean behind() {
        return !complete;
    }

    /** Lets a series learn what was stored by others. */
    Result teach(Series series, SeriesWatch watch) {
        if (alone) {
            return Result.LEVEL;
        }
        if (ids.containsKey(series) && !stored.containsKey(series) && complete) {
            return Result.DISORDERED;
        }
        for (Measurement each : stored.getOrDefault(series, List.of())) {
            boolean older = watch.newest().filter(each.time()::isBefore).isPresent();
            if (!older) {
                watch.learn(each.time(), each.value());
            } else if (each.time().isAfter(watch.remembersAfter())
                    && watch.recall(each.time(), each.value()).isEmpty()) {
                return Result.DISORDERED;
            }
        }
        return complete ? Result.LEVEL : Result.BEHIND;
    }
}
