package io.aegis.batch.training;

import io.aegis.db.models.TrainingData.Episode;
import io.aegis.monitoring.anomaly.ServiceStrength;
import io.aegis.monitoring.model.AveragePrecision;
import io.aegis.monitoring.model.ServiceForest;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;

/**
 * A model of one service and what it is worth on time later than what it was trained on, beside the strength of the series' own
 * detectors on the same time.
 *
 * @param forest trained on the earlier rows
 * @param trained how many those are
 * @param later how many rows it was judged on
 * @param episodes known episodes among those
 * @param chance the share of rows that are in an episode, which scores that know nothing reach
 * @param model average precision of the model
 * @param streaming average precision without it
 */
record ServiceTraining(
        ServiceForest forest, int trained, int later, int episodes, double chance, double model, double streaming) {

    /** Fewer known episodes prove nothing. */
    static final int FEWEST_EPISODES = 3;

    private static final double EARLIER = 0.7;
    private static final Duration NOTICING = Duration.ofMinutes(5);

    /** Where the later time begins. */
    static int split(ServiceRows table) {
        return (int) (EARLIER * table.rows().size());
    }

    /**
     * Trains and judges.
     *
     * @param episodes in which the service is known to have been unwell, in the later time
     */
    static ServiceTraining of(ServiceRows table, List<Episode> episodes) {
        int split = split(table);
        List<ServiceRows.Row> earlier = table.rows().subList(0, split);
        List<ServiceRows.Row> later = table.rows().subList(split, table.rows().size());
        ServiceForest forest = ServiceForest.train(
                table.series(), earlier.stream().map(ServiceRows.Row::values).toList());
        double[] streaming = new double[later.size()];
        double[] model = new double[later.size()];
        BitSet unwell = new BitSet(later.size());
        BitSet seen = new BitSet(episodes.size());
        for (int i = 0; i < later.size(); i++) {
            ServiceRows.Row row = later.get(i);
            streaming[i] = ServiceStrength.of(row.known());
            model[i] = forest.strength(row.values(), row.known());
            for (int episode = 0; episode < episodes.size(); episode++) {
                if (episodes.get(episode).holds(row.at(), NOTICING)) {
                    unwell.set(i);
                    seen.set(episode);
                }
            }
        }
        return new ServiceTraining(
                forest,
                earlier.size(),
                later.size(),
                seen.cardinality(),
                later.isEmpty() ? 0 : (double) unwell.cardinality() / later.size(),
                AveragePrecision.of(model, unwell),
                AveragePrecision.of(streaming, unwell));
    }

    /** Whether it may be used: nothing is lost by it on later time, and enough is known to say so. */
    boolean worthwhile() {
        return episodes >= FEWEST_EPISODES && model >= streaming;
    }

    String reason() {
        if (episodes < FEWEST_EPISODES) {
            return "only " + episodes + " known episodes lie in the later time, " + FEWEST_EPISODES
                    + " are needed to tell whether it adds anything";
        }
        return "on later time its average precision is " + Json.rounded(model) + ", that of the series' own detectors "
                + Json.rounded(streaming);
    }

    String evaluation() {
        return new Json()
                .with("method", "the last 30 % of the time, after what it was trained on")
                .with("moments", later)
                .with("episodes", episodes)
                .with(
                        "average_precision",
                        new Json()
                                .with("model", Json.rounded(model))
                                .with("streaming", Json.rounded(streaming))
                                .with("chance", Json.rounded(chance)))
                .with("promoted", worthwhile())
                .with("reason", reason())
                .text();
    }

    String trainedOn(ServiceRows table) {
        Instant from = table.rows().getFirst().at();
        Instant to = table.rows().get(Math.max(0, trained - 1)).at();
        return new Json()
                .with("moments", trained)
                .with("series", table.series().size())
                .with("from", from.toString())
                .with("to", to.toString())
                .text();
    }
}
