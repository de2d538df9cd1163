/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.feedback.Topic;
import io.aegis.monitoring.model.WekaRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import weka.classifiers.functions.SGD;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instances;

/**
 * Learns whether texts have a topic, by stochastic gradient descent on log loss. One text after the other is made into numbers and
 * forgotten again, so that many of them take no more memory than few. The same examples in the same order give the same weights.
 */
final class GradientDescent {

    /** As {@link LinearTraining}; and nothing is ever missing that could be replaced. */
    private static final String[] OPTIONS = {"-F", "1", "-L", "0.01", "-R", "1e-5", "-N", "-M", "-S", "1"};

    private static final int EPOCHS = 20;
    private static final int SEED = 1;

    /** How many times what a person said counts, against what an LLM did. */
    private static final int PERSON = 5;

    private final TopicFeatures features;
    private final Instances header;

    GradientDescent(TopicFeatures features) {
        WekaRuntime.prepare();
        this.features = features;
        ArrayList<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < features.count(); i++) {
            attributes.add(new Attribute("n" + i));
        }
        attributes.add(new Attribute("topic", List.of("no", "yes")));
        header = new Instances("texts", attributes, 0);
        header.setClassIndex(features.count());
    }

    /**
     * The weight of each number, and the bias after them.
     *
     * @throws InterruptedException when nobody waits for it any more
     */
    float[] weights(List<TopicExample> examples, Topic topic) throws InterruptedException {
        SGD descent = new SGD();
        try {
            descent.setOptions(OPTIONS.clone());
            descent.buildClassifier(header);
            descend(descent, examples, topic);
        } catch (InterruptedException e) {
            // Weka looks at each text whether it is to end, and leaves the wish standing.
            throw e;
        } catch (Exception e) {
            // Weka declares no narrower one.
            throw new IllegalStateException("Weka does not learn from numbers", e);
        }
        return exported(descent.getWeights());
    }

    private void descend(SGD descent, List<TopicExample> examples, Topic topic) throws Exception {
        int[] order = order(examples);
        double[] numbers = new double[features.count() + 1];
        DenseInstance text = new DenseInstance(1, numbers);
        text.setDataset(header);
        Random random = new Random(SEED);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            shuffle(order, random);
            for (int which : order) {
                TopicExample example = examples.get(which);
                features.write(example.evidence(), numbers);
                numbers[features.count()] = example.topics().contains(topic) ? 1 : 0;
                descent.updateClassifier(text);
            }
        }
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
