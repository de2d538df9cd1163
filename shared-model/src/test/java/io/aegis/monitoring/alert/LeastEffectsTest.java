/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.aegis.monitoring.MetricType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeastEffectsTest {

    @Test
    void the_larger_of_both_counts() {
        LeastEffect least = new LeastEffect(2, 0.1);
        assertThat(least.beside(5)).isEqualTo(2);
        assertThat(least.beside(-50)).isEqualTo(5);
    }

    @Test
    void those_that_are_named_replace_the_products_own() {
        LeastEffects read = LeastEffects.parse("cpu_usage=2:0.05, error_rate = 0.02:0");
        assertThat(read.of(MetricType.CPU_USAGE)).isEqualTo(new LeastEffect(2, 0.05));
        assertThat(read.of(MetricType.ERROR_RATE)).isEqualTo(new LeastEffect(0.02, 0));
        assertThat(read.of(MetricType.DISK_IO)).isEqualTo(LeastEffect.of(MetricType.DISK_IO));
        assertThat(LeastEffects.standard().of(MetricType.CPU_USAGE)).isEqualTo(new LeastEffect(1, 0.025));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cpu_usage",
                "cpu_usage=1",
                "cpu_usage=1:2:3",
                "cpu=1:0",
                "cpu_usage=-1:0",
                "cpu_usage=1e999:0",
                "cpu_usage=1-:0",
                "cpu_usage=1:0,"
            })
    void whatever_else_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> LeastEffects.parse(text));
        assertThatIllegalArgumentException().isThrownBy(() -> LeastEffects.parse("x".repeat(501)));
    }
}
