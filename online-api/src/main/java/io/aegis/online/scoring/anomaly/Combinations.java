package io.aegis.online.scoring.anomaly;

import io.aegis.monitoring.Series;
import io.aegis.monitoring.anomaly.Calibration;
import io.aegis.online.scoring.models.ModelDesk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the series of a service say together, for services of which a trained model knows the usual combinations; of others
 * nothing is remembered. Series come in requests of their own: what was last seen of each within {@code 5} minutes makes the
 * combination. Bounded by the number of models. Thread-safe.
 */
public final class Combinations {

    private static final Duration TOGETHER = Duration.ofMinutes(5);
    private static final int MOST_SERVICES = 100;
    private static final int MOST_SERIES = 256;

    /** What was last seen of a series. */
    private record Latest(Instant at, double value, double strength) {}

    /** One service. */
    private static final class Moment {
        private final Map<Series, Latest> latest = new LinkedHashMap<>();
        private boolean strange;
    }

    private final Function<String, Optional<ModelDesk.OfService>> models;
    private final Map<String, Moment> moments = new HashMap<>();

    /** Nothing seen yet; the models in use are asked for by the service's name. */
    public Combinations(Function<String, Optional<ModelDesk.OfService>> models) {
        this.models = models;
    }

    /** Takes the strongest sample of each series, and tells of those services that have a model. */
    List<Combination> judge(List<SeriesFinding> findings, double threshold) {
        Map<String, ModelDesk.OfService> known = new LinkedHashMap<>();
        Map<String, List<SeriesFinding>> byService = new HashMap<>();
        for (SeriesFinding finding : findings) {
            finding.series()
                    .service()
                    .ifPresent(service -> models.apply(service).ifPresent(model -> {
                        known.put(service, model);
                        byService
                                .computeIfAbsent(service, _ -> new ArrayList<>())
                                .add(finding);
                    }));
        }
        List<Combination> combinations = new ArrayList<>();
        known.forEach((service, model) ->
                combinations.add(judge(service, model, byService.getOrDefault(service, List.of()), threshold)));
        return combinations;
    }

    private synchronized Combination judge(
            String service, ModelDesk.OfService model, List<SeriesFinding> findings, double threshold) {
        if (moments.size() >= MOST_SERVICES && !moments.containsKey(service)) {
            moments.clear();
        }
        Moment moment = moments.computeIfAbsent(service, _ -> new Moment());
        Instant newest = Instant.MIN;
        for (SeriesFinding finding : findings) {
            Instant at = finding.observed().time();
            newest = at.isAfter(newest) ? at : newest;
            moment.latest.put(
                    finding.series(),
                    new Latest(at, finding.observed().value(), finding.verdict().strength()));
        }
        Instant oldest = newest.minus(TOGETHER);
        Instant latest = newest.plus(TOGETHER);
        moment.latest
                .values()
                .removeIf(one -> one.at().isBefore(oldest) || one.at().isAfter(latest));
        while (moment.latest.size() > MOST_SERIES) {
            moment.latest.remove(moment.latest.keySet().iterator().next());
        }
        Map<Series, Double> values = new HashMap<>();
        moment.latest.forEach((series, one) -> values.put(series, one.value()));
        double strength = model.forest()
                .strength(
                        values,
                        moment.latest.values().stream()
                                .mapToDouble(Latest::strength)
                                .toArray());
        double score = Calibration.score(strength);
        boolean strange = score >= threshold;
        boolean begins = strange && !moment.strange;
        moment.strange = strange;
        return new Combination(service, model.name(), score, begins, moment.latest.size());
    }
}
