/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.feedback.Topic;
import io.aegis.monitoring.model.ModelArtifact;
import io.aegis.monitoring.model.RefusedModelException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What was learned of topics: weights for each of them, which of them are better than the rules, and the ids of some of the texts that
 * it was learned from. Their vectors are not in it, so that what is erased is erased. Immutable.
 */
public final class TopicModel {

    /** Most texts that are kept to compare others with. */
    public static final int MOST_KEPT = 2_000;

    /** Says that it is one of these, and how it is written. */
    private static final int FORMAT = 0xAE915701;

    private final String embedder;
    private final TopicFeatures features;
    private final Map<Topic, float[]> weights;
    private final Set<Topic> promoted;
    private final List<UUID> kept;

    /**
     * A model.
     *
     * @param embedder what made the vectors
     * @param weights those of the features and the bias after them
     * @param promoted of the topics that there are weights of
     * @param kept ids of rows
     */
    TopicModel(
            String embedder,
            TopicFeatures features,
            Map<Topic, float[]> weights,
            Set<Topic> promoted,
            List<UUID> kept) {
        this.embedder = embedder;
        this.features = features;
        this.weights = Collections.unmodifiableMap(copy(weights));
        this.promoted = promoted.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(promoted));
        this.kept = List.copyOf(kept);
    }

    private static Map<Topic, float[]> copy(Map<Topic, float[]> weights) {
        return weights.isEmpty() ? new EnumMap<>(Topic.class) : new EnumMap<>(weights);
    }

    /** What made the vectors that it can judge. */
    public String embedder() {
        return embedder;
    }

    /** The topics on which it is better than the rules. */
    public Set<Topic> promoted() {
        return promoted;
    }

    /** Ids of rows whose texts it was learned from. */
    public List<UUID> kept() {
        return kept;
    }

    /** How likely a text has each of the topics that were promoted, from 0 to 1. */
    Map<Topic, Double> probabilities(TopicEvidence evidence) {
        double[] numbers = new double[features.count()];
        features.write(evidence, numbers);
        Map<Topic, Double> probabilities = new EnumMap<>(Topic.class);
        promoted.forEach(topic ->
                probabilities.put(topic, probability(weights.getOrDefault(topic, new float[0]), numbers)));
        return probabilities;
    }

    /** Of weights with a bias behind them. */
    static double probability(float[] weights, double[] numbers) {
        double sum = weights[weights.length - 1];
        for (int i = 0; i < weights.length - 1; i++) {
            sum += weights[i] * numbers[i];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    /** As it is stored. */
    public ModelArtifact artifact() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(FORMAT);
            out.writeUTF(embedder);
            out.writeShort(features.rules().size());
            for (String rule : features.rules()) {
                out.writeUTF(rule);
            }
            for (Topic topic : TopicFeatures.TOPICS) {
                out.writeBoolean(promoted.contains(topic));
                out.writeBoolean(weights.containsKey(topic));
                for (float weight : weights.getOrDefault(topic, new float[0])) {
                    out.writeFloat(weight);
                }
            }
            out.writeShort(kept.size());
            for (UUID id : kept) {
                out.writeLong(id.getMostSignificantBits());
                out.writeLong(id.getLeastSignificantBits());
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory takes all", e);
        }
        return ModelArtifact.of(bytes.toByteArray());
    }

    /**
     * Reads a model.
     *
     * @throws RefusedModelException when it is not an intact one of this product's
     */
    public static TopicModel read(ModelArtifact artifact) throws RefusedModelException {
        if (!artifact.intact()) {
            throw new RefusedModelException("its checksum is not the stored one");
        }
        try (var in = new DataInputStream(new ByteArrayInputStream(artifact.bytes()))) {
            if (in.readInt() != FORMAT) {
                throw new RefusedModelException("it is not a model of topics of this version of the product");
            }
            TopicModel model = read(in);
            if (in.read() >= 0) {
                throw new RefusedModelException("there is something behind its end");
            }
            return model;
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw new RefusedModelException("it is not complete", e);
        }
    }

    private static TopicModel read(DataInputStream in) throws IOException {
        String embedder = in.readUTF();
        List<String> rules = new ArrayList<>();
        for (int left = upTo(in.readShort(), TopicFeatures.MOST_RULES); left > 0; left--) {
            rules.add(in.readUTF());
        }
        TopicFeatures features = new TopicFeatures(rules);
        Map<Topic, float[]> weights = new EnumMap<>(Topic.class);
        Set<Topic> promoted = EnumSet.noneOf(Topic.class);
        for (Topic topic : TopicFeatures.TOPICS) {
            boolean better = in.readBoolean();
            if (in.readBoolean()) {
                weights.put(topic, weights(in, features.count() + 1));
                if (better) {
                    promoted.add(topic);
                }
            }
        }
        List<UUID> kept = new ArrayList<>();
        for (int left = upTo(in.readShort(), MOST_KEPT); left > 0; left--) {
            kept.add(new UUID(in.readLong(), in.readLong()));
        }
        return new TopicModel(embedder, features, weights, promoted, kept);
    }

    private static int upTo(int count, int most) {
        if (count < 0 || count > most) {
            throw new IllegalArgumentException("there are " + count + " of what there may be " + most);
        }
        return count;
    }

    private static float[] weights(DataInputStream in, int count) throws IOException {
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            weights[i] = in.readFloat();
            if (!Float.isFinite(weights[i])) {
                throw new IllegalArgumentException("a weight is not finite");
            }
        }
        return weights;
    }
}
