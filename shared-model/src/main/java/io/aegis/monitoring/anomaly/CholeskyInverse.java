/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/** The inverse of a symmetric positive definite matrix by Cholesky's decomposition. */
final class CholeskyInverse {

    /** Less than this on the diagonal is taken for nothing. */
    private static final double LEAST_PIVOT = 1e-9;

    private CholeskyInverse() {}

    /**
     * Puts the inverse's lower triangle in the place of the matrix' lower triangle; the upper one is left as it is.
     *
     * @return false when the matrix is not positive definite; then it is spoilt
     */
    static boolean of(double[][] matrix) {
        if (!decompose(matrix)) {
            return false;
        }
        invertTriangle(matrix);
        int size = matrix.length;
        for (int row = 0; row < size; row++) {
            for (int column = 0; column <= row; column++) {
                double sum = 0;
                for (int k = row; k < size; k++) {
                    sum += matrix[k][row] * matrix[k][column];
                }
                matrix[row][column] = sum;
            }
        }
        return true;
    }

    private static boolean decompose(double[][] matrix) {
        for (int row = 0; row < matrix.length; row++) {
            for (int column = 0; column <= row; column++) {
                double sum = matrix[row][column];
                for (int k = 0; k < column; k++) {
                    sum -= matrix[row][k] * matrix[column][k];
                }
                if (row != column) {
                    matrix[row][column] = sum / matrix[column][column];
                } else if (sum > LEAST_PIVOT) {
                    matrix[row][row] = Math.sqrt(sum);
                } else {
                    return false;
                }
            }
        }
        return true;
    }

    private static void invertTriangle(double[][] matrix) {
        for (int column = 0; column < matrix.length; column++) {
            matrix[column][column] = 1 / matrix[column][column];
            for (int row = column + 1; row < matrix.length; row++) {
                double sum = 0;
                for (int k = column; k < row; k++) {
                    sum -= matrix[row][k] * matrix[k][column];
                }
                matrix[row][column] = sum / matrix[row][row];
            }
        }
    }
}
