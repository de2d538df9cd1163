/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CholeskyInverseTest {

    @Test
    void the_inverse_times_the_matrix_is_one() {
        double[][] matrix = {{4, 1, -1}, {1, 3, 0.5}, {-1, 0.5, 2}};
        double[][] inverse = {{4, 0, 0}, {1, 3, 0}, {-1, 0.5, 2}};
        assertThat(CholeskyInverse.of(inverse)).isTrue();
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                double sum = 0;
                for (int k = 0; k < 3; k++) {
                    sum += matrix[row][k] * inverse[Math.max(k, column)][Math.min(k, column)];
                }
                assertThat(sum).as("at %s, %s", row, column).isEqualTo(row == column ? 1 : 0, within(1e-12));
            }
        }
    }

    @Test
    void a_matrix_that_is_not_positive_definite_has_none() {
        assertThat(CholeskyInverse.of(new double[][] {{1, 0}, {2, 1}})).isFalse();
        assertThat(CholeskyInverse.of(new double[][] {{1, 0}, {1, 1}})).isFalse();
        assertThat(CholeskyInverse.of(new double[][] {{Double.NaN}})).isFalse();
    }
}
