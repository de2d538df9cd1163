/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.monitoring.model.WekaRuntime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import weka.classifiers.functions.SGD;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instances;

/**
 * Learns whether texts have a label, by stochastic gradient descent on log loss. One text after the other is made into numbers and
 * forgotten again, so that many of them take no more memory than few. The same examples in the same order give the same weights.
 */
final class GradientDescent {

    private static final int EPOCHS = 20;

    /** Weights after each of the last of these are averaged (Polyak and Juditsky 1992), which evens out what the last texts did. */
    private static final int AVERAGED = 10;

    private static final int SEED = 1;

    /** How many times what a person said counts, against what an LLM did. */
    private static final int PERSON = 5;

    private final EvidenceFeatures features;
    private final String[] options;
    private final Instances header;

    /**
     * A descent.
     *
     * @param rate how far a text moves the weights: .03 is better for what is told by many words, .01 for what a few words tell
     */
    GradientDescent(EvidenceFeatures features, double rate) {
        WekaRuntime.prepare();
        this.features = features;
        // As LinearTraining; and nothing is ever missing that could be replaced.
        this.options = new String[] {"-F", "1", "-L", Double.toString(rate), "-R", "1e-5", "-N", "-M", "-S", "1"};
        ArrayList<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < features.count(); i++) {
            attributes.add(new Attribute("n" + i));
        }
        attributes.add(new Attribute("label", List.of("no", "yes")));
        header = new Instances("texts", attributes, 0);
        header.setClassIndex(features.count());
    }

    /**
     * The weight of each number, and the bias after them.
     *
     * @param label what is to be learned of them
     * @throws InterruptedException when nobody waits for it any more
     */
    float[] weights(List<TopicExample> examples, Predicate<TopicExample> label) throws InterruptedException {
        SGD descent = new SGD();
        try {
            descent.setOptions(options.clone());
            descent.buildClassifier(header);
            return exported(descend(descent, examples, label));
        } catch (InterruptedException e) {
            // Weka looks at each text whether it is to end, and leaves the wish standing.
            throw e;
        } catch (Exception e) {
            // Weka declares no narrower one.
            throw new IllegalStateException("Weka does not learn from numbers", e);
        }
    }

    private double[] descend(SGD descent, List<TopicExample> examples, Predicate<TopicExample> label) throws Exception {
        int[] order = order(examples);
        double[] numbers = new double[features.count() + 1];
        DenseInstance text = new DenseInstance(1, numbers);
        text.setDataset(header);
        Random random = new Random(SEED);
        double[] sums = new double[features.count() + 2];
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            shuffle(order, random);
            for (int which : order) {
                TopicExample example = examples.get(which);
                features.write(example.evidence(), numbers);
                numbers[features.count()] = label.test(example) ? 1 : 0;
                descent.updateClassifier(text);
            }
            if (epoch >= EPOCHS - AVERAGED) {
                double[] weights = descent.getWeights();
                Arrays.setAll(sums, i -> sums[i] + weights[i] / AVERAGED);
            }
        }
        return sums;
    }

    private static int[] order(List<TopicExample> examples) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            for (int times = examples.get(i).byPerson() ? PERSON : 1; times > 0; times--) {
                order.add(i);
            }
        }
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Fisher and Yates. */
    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
    }

    /** Weka keeps a place for the class among the weights, and the bias after it. */
    private float[] exported(double[] trained) {
        float[] weights = new float[features.count() + 1];
        for (int i = 0; i < features.count(); i++) {
            weights[i] = (float) trained[i];
        }
        weights[features.count()] = (float) trained[features.count() + 1];
        return weights;
    }
}
