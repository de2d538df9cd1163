/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.alert.AlertDecision;
import io.aegis.monitoring.anomaly.Verdict;
import io.aegis.online.scoring.memory.SeriesVerdicts;
import io.aegis.online.scoring.models.ActiveModels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What the series of a service say together: by the trained model that knows the usual combinations, where there is one, and
 * else by how they miss their forecasts together. A strange combination raises the score of the sample that stands for it, so that the score of a
 * request stays the highest of its samples. Bounded by the number of models and of services. What it remembers is gone with the process: a
 * restart amid an episode may tell it again. Thread-safe; services do not wait for each other.
 */
public final class Combinations {

    private final Function<String, Optional<ActiveModels.OfService>> models;
    private final double threshold;
    private final Map<String, Track> tracks = new ConcurrentHashMap<>();
    private final JointTracks untrained;

    /** One service by one model; another model begins anew. */
    private record Track(String model, ServiceTrack service) {}

    /** What was said of a request: of services with a model, and of every sample all told. */
    record Together(
            List<Combination> combinations, Map<Series, SeriesVerdicts> verdicts, Map<String, String> modelByService) {}

    /**
     * Nothing seen yet.
     *
     * @param models the one in use, by the service's name
     * @param threshold combinations whose score is from here on are strange
     */
    public Combinations(Function<String, Optional<ActiveModels.OfService>> models, double threshold) {
        this.models = models;
        this.threshold = threshold;
        untrained = new JointTracks(threshold);
    }

    /**
     * Takes all samples of a request.
     *
     * @param samples as they were sent
     * @param own what each series says of its own, in the same order
     */
    Together judge(Map<Series, List<Measurement>> samples, Map<Series, SeriesVerdicts> own) {
        Map<String, ActiveModels.OfService> known = new LinkedHashMap<>();
        Map<String, List<ServiceTrack.Judged>> judged = new HashMap<>();
        own.forEach((series, verdicts) -> series.service().ifPresent(service -> {
            models.apply(service).ifPresent(model -> known.put(service, model));
            collect(
                    series,
                    samples.getOrDefault(series, List.of()),
                    verdicts,
                    judged.computeIfAbsent(service, _ -> new ArrayList<>()));
        }));
        Map<SeriesSample, ServiceEscalation> escalation = new HashMap<>();
        judged.forEach((service, those) -> {
            if (!known.containsKey(service) && !those.isEmpty()) {
                untrained.of(service, those.getFirst().at()).ifPresent(track -> escalation.putAll(track.judge(those)));
            }
        });
        if (known.isEmpty() && escalation.isEmpty()) {
            return new Together(List.of(), own, Map.of());
        }
        tracks.keySet().removeIf(service -> models.apply(service).isEmpty());
        List<Combination> combinations = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        known.forEach((service, model) -> {
            ServiceTrack.Outcome outcome = track(service, model).judge(judged.getOrDefault(service, List.of()));
            escalation.putAll(outcome.escalation());
            names.put(service, model.name());
            combinations.add(
                    new Combination(service, model.name(), outcome.score(), outcome.begins(), outcome.series()));
        });
        Map<Series, SeriesVerdicts> verdicts = new LinkedHashMap<>();
        own.forEach((series, said) ->
                verdicts.put(series, heighten(series, samples.getOrDefault(series, List.of()), said, escalation)));
        return new Together(combinations, verdicts, names);
    }

    private ServiceTrack track(String service, ActiveModels.OfService model) {
        return tracks.compute(
                        service,
                        (_, before) -> before != null && before.model().equals(model.name())
                                ? before
                                : new Track(model.name(), new ServiceTrack(model.forest(), threshold)))
                .service();
    }

    private static void collect(
            Series series, List<Measurement> samples, SeriesVerdicts own, List<ServiceTrack.Judged> into) {
        for (int place = 0; place < own.verdicts().size(); place++) {
            into.add(new ServiceTrack.Judged(
                    new SeriesSample(series, samples.get(place)),
                    own.verdicts().get(place),
                    own.alerts().get(place).notable()));
        }
    }

    private static SeriesVerdicts heighten(
            Series series,
            List<Measurement> samples,
            SeriesVerdicts own,
            Map<SeriesSample, ServiceEscalation> escalation) {
        if (escalation.isEmpty()) {
            return own;
        }
        List<Verdict> verdicts = new ArrayList<>(own.verdicts());
        List<AlertDecision> alerts = new ArrayList<>(own.alerts());
        for (int place = 0; place < verdicts.size(); place++) {
            ServiceEscalation more = escalation.get(new SeriesSample(series, samples.get(place)));
            if (more != null) {
                alerts.set(place, more.of(verdicts.get(place), alerts.get(place)));
                verdicts.set(place, more.of(verdicts.get(place)));
            }
        }
        return new SeriesVerdicts(
                verdicts, alerts, own.alertingBefore(), own.samplesSeen(), own.history(), own.newest());
    }
}
