/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadableNumberTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "53.8123, 53.81",
        "-53.8123, -53.81",
        "0.00001, 0.00001",
        "1234567, 1235000",
        "1e308, 1E+308",
        "-1.23456e300, -1.235E+300",
        "4.9e-324, 4.9E-324",
        "999999, 1000000"
    })
    void four_digits_are_enough(double value, String expected) {
        assertThat(ReadableNumber.of(value)).isEqualTo(expected);
    }

    @Property
    void no_number_is_long(@ForAll @DoubleRange(min = -1e300, max = 1e300) double value) {
        String text = ReadableNumber.of(value);
        assertThat(text).hasSizeLessThan(22);
        assertThat(Double.parseDouble(text)).isCloseTo(value, withPercentage(0.1));
    }
}
