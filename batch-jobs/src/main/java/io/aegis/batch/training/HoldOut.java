/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import io.aegis.monitoring.anomaly.ServiceStrength;
import io.aegis.monitoring.model.AveragePrecision;
import io.aegis.monitoring.model.ServiceForest;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/**
 * The hold-out: the last part of a service's past, later than what models are trained on, which says what they are worth.
 *
 * @param table the whole past
 * @param rows the later ones
 * @param known of those
 */
record HoldOut(ServiceRows table, List<ServiceRows.Row> rows, KnownRows known) {

    /** Fewer known episodes prove nothing. */
    static final int FEWEST_EPISODES = 3;

    private static final double EARLIER = 0.7;

    /** The later time of a past. */
    static HoldOut of(ServiceRows table, KnownRows known) {
        int split = split(table);
        return new HoldOut(table, table.rows().subList(split, table.rows().size()), known.from(split));
    }

    /** Where it begins. */
    static int split(ServiceRows table) {
        return (int) (EARLIER * table.rows().size());
    }

    /** Whether enough is known to tell one judge from another. */
    boolean telling() {
        return known.episodes() >= FEWEST_EPISODES;
    }

    /** The share of rows that are in an episode, which scores that know nothing reach. */
    double chance() {
        return rows.isEmpty() ? 0 : (double) known.unwell().cardinality() / rows.size();
    }

    /** The average precision of the series' own detectors. */
    double streaming() {
        return precision(row -> ServiceStrength.of(row.known()));
    }

    /** The average precision of a model, of whatever series it was trained on. */
    double of(ServiceForest model) {
        List<OptionalInt> columns = table.series().stream().map(model::column).toList();
        return precision(row -> {
            double[] values = new double[model.width()];
            Arrays.fill(values, Double.NaN);
            for (int place = 0; place < columns.size(); place++) {
                double value = row.values()[place];
                columns.get(place).ifPresent(column -> values[column] = value);
            }
            return model.strength(values, row.known());
        });
    }

    /** The average precision of what a row is given. */
    double precision(ToDoubleFunction<ServiceRows.Row> strength) {
        return AveragePrecision.of(rows.stream().mapToDouble(strength).toArray(), known.unwell());
    }
}
