/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundedNumberTest {

    @Property
    void six_digits_are_kept(@ForAll @DoubleRange(min = -1e300, max = 1e300) double number) {
        double rounded = RoundedNumber.round(number);
        assertThat(rounded).isCloseTo(number, within(5e-7 * Math.abs(number)));
        assertThat(RoundedNumber.round(rounded)).as("once more").isEqualTo(rounded);
    }

    @Property
    void the_order_of_numbers_is_kept(@ForAll double one, @ForAll double other) {
        double less = Math.clamp(Math.min(one, other), -1e300, 1e300);
        double more = Math.clamp(Math.max(one, other), -1e300, 1e300);
        assertThat(RoundedNumber.round(less)).isLessThanOrEqualTo(RoundedNumber.round(more));
    }

    @Property
    void the_unit_changes_nothing(
            @ForAll @DoubleRange(min = 1, max = 1e9) double number,
            @ForAll @IntRange(min = -200, max = 200) int power) {
        assertThat(RoundedNumber.round(Math.scalb(number, power)))
                .isEqualTo(Math.scalb(RoundedNumber.round(number), power));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -1, 0.5, 7, 100, -40, 1e6, 0x1p-1000})
    void what_has_few_digits_is_kept_as_it_is(double number) {
        assertThat(RoundedNumber.of(RoundedNumber.keep(number))).isEqualTo(number);
    }
}
