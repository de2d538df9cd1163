/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring;

import io.aegis.db.series.MinuteMeans;
import io.aegis.db.series.MinuteReader;
import io.aegis.db.series.SampleReader;
import io.aegis.db.series.SeriesBatch;
import io.aegis.db.series.StoredSeries;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Stands for the tables of series and samples, with their keys; can be away. */
public final class SampleTable implements SampleReader, MinuteReader {

    private final Map<Series, StoredSeries> series = new HashMap<>();
    private final Map<Long, TreeSet<Measurement>> samples = new HashMap<>();

    /** Whether it does not answer. */
    public boolean away;

    /** Questions since the start, by what was asked. */
    public final Map<String, Integer> asked = new TreeMap<>();

    /** Series that were looked up, in the order of the questions. */
    public final List<Set<Series>> lookedUp = new ArrayList<>();

    /** Runs before each answer, once. */
    public Runnable meanwhile = () -> {};

    /** Stores samples as the product does. */
    public void append(List<SeriesBatch> batches) throws DatabaseUnavailableException {
        answer("append");
        for (SeriesBatch batch : batches) {
            StoredSeries stored = series.computeIfAbsent(
                    batch.series(),
                    _ -> new StoredSeries(
                            series.size() + 1L, batch.warmup(), batch.series().service()));
            samples.computeIfAbsent(stored.id(), _ -> new TreeSet<>(Measurement.IN_TIME))
                    .addAll(batch.samples());
        }
    }

    /** What is stored of a series. */
    public List<Measurement> stored(Series of) {
        StoredSeries stored = series.get(of);
        return stored == null ? List.of() : List.copyOf(of(stored.id()));
    }

    @Override
    public Map<Series, StoredSeries> find(Collection<Series> wanted, Deadline deadline)
            throws DatabaseUnavailableException {
        lookedUp.add(Set.copyOf(wanted));
        answer("find");
        Map<Series, StoredSeries> found = new HashMap<>(series);
        found.keySet().retainAll(wanted);
        return found;
    }

    @Override
    public List<Measurement> newestBefore(long seriesId, Instant before, int most, Deadline deadline)
            throws DatabaseUnavailableException {
        answer("newestBefore");
        List<Measurement> all = new ArrayList<>(of(seriesId));
        all.removeIf(each -> !each.time().isBefore(before));
        return List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()));
    }

    @Override
    public List<Measurement> between(long seriesId, Instant from, Instant to, int most, Deadline deadline)
            throws DatabaseUnavailableException {
        answer("between");
        return of(seriesId).stream()
                .filter(each -> !each.time().isBefore(from) && !each.time().isAfter(to))
                .limit(most)
                .toList();
    }

    @Override
    public List<MinuteMeans.Mean> between(List<Long> ids, Instant from, Instant to, Deadline deadline)
            throws DatabaseUnavailableException {
        answer("means");
        List<MinuteMeans.Mean> means = new ArrayList<>();
        for (long id : ids) {
            Map<Long, List<Double>> minutes = new TreeMap<>();
            of(id).stream()
                    .filter(each -> !each.time().isBefore(from) && each.time().isBefore(to))
                    .forEach(each -> minutes.computeIfAbsent(
                                    Math.floorDiv(each.time().getEpochSecond(), 60L), _ -> new ArrayList<>())
                            .add(each.value()));
            minutes.forEach((minute, values) -> means.add(new MinuteMeans.Mean(
                    id,
                    Instant.ofEpochSecond(60 * minute),
                    values.stream().mapToDouble(Double::doubleValue).average().orElseThrow(),
                    values.size())));
        }
        return means;
    }

    private Set<Measurement> of(long id) {
        return samples.getOrDefault(id, new TreeSet<>(Measurement.IN_TIME));
    }

    private void answer(String question) throws DatabaseUnavailableException {
        asked.merge(question, 1, Integer::sum);
        Runnable once = meanwhile;
        meanwhile = () -> {};
        once.run();
        if (away) {
            throw new DatabaseUnavailableException("away");
        }
    }
}
