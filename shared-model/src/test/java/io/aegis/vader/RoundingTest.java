/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundingTest {

    @ParameterizedTest
    @CsvSource({
        "0.8125, 3, 0.812", // a tie goes to the even digit
        "0.1875, 3, 0.188",
        "-0.8125, 3, -0.812",
        "0.0005, 3, 0.001", // as binary a little more than it says
        "0.0015, 3, 0.002",
        "0.4585, 3, 0.459",
        "0.00005, 4, 0.0001",
        "0.00015, 4, 0.0001", // as binary a little less than it says
        "0.03125, 4, 0.0312",
        "0.3333333, 3, 0.333",
        "1, 3, 1",
        "-1, 4, -1"
    })
    void the_binary_value_decides(double value, int decimals, double rounded) {
        assertThat(Rounding.halfEven(value, decimals)).isEqualTo(rounded);
    }

    @Test
    void nothing_negative_is_left_of_a_value_rounded_to_zero() {
        assertThat(Double.doubleToRawLongBits(Rounding.halfEven(-0.00001, 4))).isZero();
        assertThat(Double.doubleToRawLongBits(Rounding.halfEven(-0.0, 3))).isZero();
    }

    @Property
    void it_equals_exact_decimal_arithmetic(@ForAll @DoubleRange(min = -1, max = 1) double value) {
        assertThat(Rounding.halfEven(value, 3)).isEqualTo(exact(value, 3));
        assertThat(Rounding.halfEven(value, 4)).isEqualTo(exact(value, 4));
    }

    @Property
    void it_equals_exact_decimal_arithmetic_around_every_tie(
            @ForAll @IntRange(max = 9999) int tenThousandths, @ForAll @IntRange(min = -3, max = 3) int steps) {
        double tie = (tenThousandths + 0.5) / 10_000;
        double value = tie + steps * Math.ulp(tie);
        assertThat(Rounding.halfEven(value, 4)).isEqualTo(exact(value, 4));
        assertThat(Rounding.halfEven(-value, 4)).isEqualTo(exact(-value, 4));
    }

    private static double exact(double value, int decimals) {
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).doubleValue() + 0.0;
    }
}
