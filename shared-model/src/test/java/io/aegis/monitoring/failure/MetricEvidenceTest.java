/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.aegis.monitoring.MetricType;
import java.util.List;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MetricEvidenceTest {

    private static final double NONE = Double.NaN;

    @Test
    void what_is_raised_is_told_in_spreads_above_the_median() {
        MetricEvidence cpu = MetricEvidence.of(MetricType.CPU_USAGE, flat(50, 20), new double[] {20, 20, 60, 80, 32});
        // The spread of a flat history is what matters at least: 3 percent points.
        assertThat(cpu.usual()).isEqualTo(20);
        assertThat(cpu.raised()).isCloseTo((20 + 40 / 3.0) / 2, within(1e-9));
        assertThat(cpu.latest()).isCloseTo((20 + 4) / 2.0, within(1e-9));
        assertThat(cpu.lowered()).isZero();
        assertThat(cpu.peak()).isEqualTo(70);
    }

    @Test
    void what_is_lowered_is_told_too_and_buckets_without_samples_are_usual() {
        MetricEvidence rate =
                MetricEvidence.of(MetricType.REQUEST_RATE, flat(50, 100), new double[] {100, NONE, 50, 50, NONE});
        assertThat(rate.lowered()).isCloseTo(5, within(1e-9));
        assertThat(rate.raised()).isZero();
        assertThat(rate.latest()).isCloseTo(-2.5, within(1e-9));
    }

    @Test
    void what_lasts_is_the_surer_the_longer_it_does() {
        assertThat(lasting(20, 20, 80, 20, 20)).isZero();
        assertThat(lasting(20, 20, 80, 20, 32)).isEqualTo(4);
        assertThat(lasting(20, 32, 32, 20, NONE)).isEqualTo(4);
        assertThat(lasting(20, 32, 32, 32, 32)).isCloseTo(4 * Math.sqrt(2), within(1e-9));
        assertThat(lasting(14, 14, 14, 14, 14)).isNegative();
    }

    @Test
    void a_single_bucket_lasts_as_far_as_anybody_knows() {
        assertThat(lasting(NONE, NONE, 32)).isEqualTo(4);
    }

    private static double lasting(double... window) {
        return MetricEvidence.of(MetricType.CPU_USAGE, flat(50, 20), window).lasting();
    }

    @Test
    void a_short_history_has_the_first_of_the_window_added() {
        MetricEvidence first = MetricEvidence.of(MetricType.ERROR_RATE, new double[0], new double[] {0.5, 0.5, 0.5});
        assertThat(first.raised()).isZero();
        MetricEvidence risen =
                MetricEvidence.of(MetricType.ERROR_RATE, new double[0], new double[] {NONE, 0, 0.4, 0.4});
        assertThat(risen.raised()).isEqualTo(20);
    }

    @Test
    void memory_is_compared_with_the_last_while_only() {
        double[] drifted = DoubleStream.concat(
                        DoubleStream.of(flat(200, 30)), DoubleStream.of(flat(MetricEvidence.SHORT_HISTORY, 60)))
                .toArray();
        double[] window = flat(5, 61);
        assertThat(MetricEvidence.of(MetricType.MEMORY_USAGE, drifted, window).usual())
                .isEqualTo(60);
        assertThat(MetricEvidence.of(MetricType.RESPONSE_TIME, drifted, window).usual())
                .isEqualTo(30);
        assertThat(MetricEvidence.of(MetricType.DISK_IO, drifted, window).raised())
                .isCloseTo(31 / 6.0, within(1e-9));
    }

    @Test
    void a_window_without_samples_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricEvidence.of(MetricType.CPU_USAGE, new double[] {1}, new double[] {NONE}));
    }

    @Property(tries = 200)
    void evidence_is_a_number_whatever_comes(
            @ForAll @Size(max = 30) List<Double> before,
            @ForAll @Size(min = 1, max = 12) List<Double> window,
            @ForAll MetricType type) {
        MetricEvidence evidence = MetricEvidence.of(type, array(before), array(window));
        for (double figure : new double[] {evidence.raised(), evidence.lowered(), evidence.latest()}) {
            assertThat(figure).as("%s, %s", before, window).isBetween(-20.0, 20.0);
        }
        assertThat(evidence.usual()).isFinite();
        assertThat(evidence.peak()).isFinite();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] flat(int buckets, double value) {
        return DoubleStream.generate(() -> value).limit(buckets).toArray();
    }
}
