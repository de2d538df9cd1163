/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.embedding.Embedding;

/** Logistic regression over vectors of length 1: a weight for each dimension, and a bias. Immutable. */
public final class LinearModel {

    private final float[] weights;
    private final double bias;

    LinearModel(float[] weights, double bias) {
        this.weights = weights.clone();
        this.bias = bias;
    }

    /** How likely a text belongs to what was learned, from 0 to 1; 0 when nothing is known of it. */
    public double probability(Embedding vector) {
        if (!vector.hasDirection()) {
            // The bias alone would say the same of all texts that cannot be read.
            return 0;
        }
        float[] unit = vector.unit();
        double sum = bias;
        for (int i = 0; i < unit.length; i++) {
            sum += weights[i] * unit[i];
        }
        return 1 / (1 + Math.exp(-sum));
    }
}
