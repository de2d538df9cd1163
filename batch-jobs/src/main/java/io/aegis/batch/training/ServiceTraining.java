/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import io.aegis.monitoring.model.ServiceForest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A model of one service and what it is worth on time later than what it was trained on, beside the strength of the series' own
 * detectors on the same time.
 *
 * @param forest trained on the earlier rows
 * @param moments of those that it was trained on
 * @param unwell how many of the earlier rows were left out, as something was wrong then
 * @param normal how many of them operators call normal
 * @param later how many rows it was judged on
 * @param episodes known episodes among those
 * @param chance the share of rows that are in an episode, which scores that know nothing reach
 * @param model average precision of the model
 * @param streaming average precision without it
 */
record ServiceTraining(
        ServiceForest forest,
        int moments,
        int unwell,
        int normal,
        int later,
        int episodes,
        double chance,
        double model,
        double streaming) {

    /** A tree looks at so many rows. */
    private static final int SUBSAMPLE = 256;

    /** What operators say of single moments must not drown the rest. */
    private static final int MOST_REPEATED_SHARE = 10;

    /** Trains and judges, by what is known of the rows of the table. */
    static ServiceTraining of(ServiceRows table, KnownRows known) {
        List<ServiceRows.Row> earlier = table.rows().subList(0, HoldOut.split(table));
        List<double[]> usual = new ArrayList<>();
        List<double[]> normal = new ArrayList<>();
        for (int place = 0; place < earlier.size(); place++) {
            if (!known.unwell().get(place)) {
                usual.add(earlier.get(place).values());
            }
            if (known.normal().get(place)) {
                normal.add(earlier.get(place).values());
            }
        }
        // Who is unwell most of the time has no other usual state.
        boolean mostly = usual.size() < earlier.size() / 2;
        List<double[]> rows = mostly
                ? new ArrayList<>(earlier.stream().map(ServiceRows.Row::values).toList())
                : usual;
        int moments = rows.size();
        repeat(normal, rows);
        ServiceForest forest = ServiceForest.train(table.series(), rows);
        HoldOut later = HoldOut.of(table, known);
        return new ServiceTraining(
                forest,
                moments,
                earlier.size() - moments,
                normal.size(),
                later.rows().size(),
                later.known().episodes(),
                later.chance(),
                later.precision(row -> forest.strength(row.values(), row.known())),
                later.streaming());
    }

    /** So often that a tree looks at each of them about once: a false alarm is to be usual the next time. */
    private static void repeat(List<double[]> normal, List<double[]> rows) {
        int copies = rows.size() / SUBSAMPLE;
        int room = rows.size() / MOST_REPEATED_SHARE;
        for (int copy = 0; copy < copies && room >= normal.size(); copy++) {
            rows.addAll(normal);
            room -= normal.size();
        }
    }

    /** Whether it may be used: nothing is lost by it on later time, and enough is known to say so. */
    boolean worthwhile() {
        return episodes >= HoldOut.FEWEST_EPISODES && model >= streaming;
    }

    String reason() {
        if (episodes < HoldOut.FEWEST_EPISODES) {
            return "only " + episodes + " known episodes lie in the later time, " + HoldOut.FEWEST_EPISODES
                    + " are needed to tell whether it adds anything";
        }
        return "on later time its average precision is " + JsonObjects.rounded(model)
                + ", that of the series' own detectors " + JsonObjects.rounded(streaming);
    }

    String evaluation() {
        return new JsonObjects()
                .with("method", "the last 30 % of the time, after what it was trained on")
                .with("moments", later)
                .with("episodes", episodes)
                .with(
                        "average_precision",
                        new JsonObjects()
                                .with("model", JsonObjects.rounded(model))
                                .with("streaming", JsonObjects.rounded(streaming))
                                .with("chance", JsonObjects.rounded(chance)))
                .with("promoted", worthwhile())
                .with("reason", reason())
                .text();
    }

    String trainedOn(ServiceRows table) {
        Instant from = table.rows().getFirst().at();
        Instant to = table.rows().get(Math.max(0, HoldOut.split(table) - 1)).at();
        return new JsonObjects()
                .with("moments", moments)
                .with("left_out_as_unwell", unwell)
                .with("called_normal", normal)
                .with("series", table.series().size())
                .with("from", from.toString())
                .with("to", to.toString())
                .text();
    }
}
