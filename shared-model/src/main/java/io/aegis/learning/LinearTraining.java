/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.embedding.Embedding;
import io.aegis.monitoring.model.WekaRuntime;
import java.util.ArrayList;
import java.util.List;
import weka.classifiers.functions.SGD;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instances;

/**
 * Trains a {@link LinearModel} by stochastic gradient descent on log loss. The same examples in the same order give the same
 * model; some hundreds of them take some ten milliseconds.
 */
public final class LinearTraining {

    private static final String[] OPTIONS = {"-F", "1", "-E", "20", "-L", "0.01", "-R", "1e-5", "-N", "-S", "1"};

    /** In vectors of length 1 each dimension is so short that twenty rounds would hardly move a weight. */
    private static final double SCALE = 4;

    private static final int CLASS = Embedding.LENGTH;

    private LinearTraining() {}

    /**
     * Trains a model.
     *
     * @param examples of what is to be learned
     * @param others examples of what is not
     * @throws IllegalArgumentException when there are none of either
     */
    public static LinearModel train(List<Embedding> examples, List<Embedding> others) {
        if (examples.isEmpty() || others.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to tell apart");
        }
        WekaRuntime.prepare();
        Instances data = empty(examples.size() + others.size());
        others.forEach(vector -> add(data, vector, 0));
        examples.forEach(vector -> add(data, vector, 1));
        return model(trained(data).getWeights());
    }

    private static Instances empty(int capacity) {
        ArrayList<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < CLASS; i++) {
            attributes.add(new Attribute("d" + i));
        }
        attributes.add(new Attribute("learned", List.of("no", "yes")));
        Instances data = new Instances("texts", attributes, capacity);
        data.setClassIndex(CLASS);
        return data;
    }

    private static void add(Instances data, Embedding vector, int label) {
        double[] values = new double[CLASS + 1];
        float[] unit = vector.unit();
        for (int i = 0; i < CLASS; i++) {
            values[i] = unit[i] * SCALE;
        }
        values[CLASS] = label;
        data.add(new DenseInstance(1, values));
    }

    private static SGD trained(Instances data) {
        SGD descent = new SGD();
        try {
            descent.setOptions(OPTIONS.clone());
            descent.buildClassifier(data);
            return descent;
        } catch (Exception e) {
            // Weka declares no narrower one.
            throw new IllegalStateException("Weka does not learn from vectors", e);
        }
    }

    /** Weka keeps a place for the class among the weights, and the bias after it. */
    private static LinearModel model(double[] trained) {
        float[] weights = new float[CLASS];
        for (int i = 0; i < CLASS; i++) {
            weights[i] = (float) (trained[i] * SCALE);
        }
        return new LinearModel(weights, trained[CLASS + 1]);
    }
}
