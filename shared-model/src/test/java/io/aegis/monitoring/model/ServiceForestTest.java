/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ServiceForestTest {

    private static final Series CPU = Series.of(MetricType.CPU_USAGE, Map.of("service", "a"));
    private static final Series RATE = Series.of(MetricType.REQUEST_RATE, Map.of("service", "a"));

    /** The processor follows the requests. */
    private static List<double[]> rows() {
        Random random = new Random(3);
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            double rate = 50 + 40 * Math.sin(i / 20.0);
            rows.add(new double[] {rate / 2 + random.nextGaussian(), rate});
        }
        return rows;
    }

    @Test
    void a_combination_that_never_was_is_stranger_than_one_that_often_is() {
        ServiceForest forest = ServiceForest.train(List.of(CPU, RATE), rows());
        double usual = forest.strength(new double[] {44, 88}, 1, 1);
        double never = forest.strength(new double[] {44, 12}, 1, 1);
        assertThat(never).isGreaterThan(usual * 1.1);
        assertThat(forest.strangeness(44, 12)).isEqualTo(never);
    }

    @Test
    void it_weighs_the_strength_of_the_series_and_takes_what_is_missing_for_usual() {
        ServiceForest forest = ServiceForest.train(List.of(CPU, RATE), rows());
        double[] row = {25, Double.NaN};
        assertThat(forest.strength(row, 2, 2)).isCloseTo(2 * forest.strength(row, 1, 1), within(1e-9));
        assertThat(forest.strangeness(25, Double.NaN)).isCloseTo(forest.strangeness(25, 50), within(0.2));
        assertThat(forest.width()).isEqualTo(2);
    }

    @Test
    void it_knows_the_places_of_its_series() {
        ServiceForest forest = ServiceForest.train(List.of(CPU, RATE), rows());
        assertThat(forest.column(CPU)).hasValue(0);
        assertThat(forest.column(RATE)).hasValue(1);
        assertThat(forest.column(Series.of(MetricType.DISK_IO, Map.of("service", "a"))))
                .isEmpty();
    }

    @Test
    void it_reads_what_it_wrote_and_needs_something_to_learn_from() throws Exception {
        ServiceForest forest = ServiceForest.train(List.of(CPU, RATE), rows());
        ServiceForest read = ServiceForest.read(forest.artifact());
        assertThat(read.strangeness(44, 12)).isEqualTo(forest.strangeness(44, 12));
        assertThat(read.column(RATE)).hasValue(1);
        assertThatThrownBy(() -> ServiceForest.train(List.of(), rows())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ServiceForest.train(List.of(CPU, RATE), rows().subList(0, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void average_precision_by_hand() {
        BitSet positive = new BitSet();
        positive.set(0);
        positive.set(2);
        // Found first, then third: (1/1 + 2/3) / 2.
        assertThat(AveragePrecision.of(new double[] {4, 3, 2, 1}, positive)).isCloseTo(5.0 / 6, within(1e-12));
        // All at once: as good as chance.
        assertThat(AveragePrecision.of(new double[] {1, 1, 1, 1}, positive)).isEqualTo(0.5);
        assertThat(AveragePrecision.of(new double[] {1, 1}, new BitSet())).isZero();
    }
}
