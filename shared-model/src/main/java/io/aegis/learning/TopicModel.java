/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.feedback.Sentiment;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What was learned of topics, urgency, and the sentiment of channels: weights for each of them, which of them are better than the rules, and the ids and labels of some of the
 * texts that it was learned from. Their vectors are not in it, so that what is erased is erased. Immutable.
 */
public final class TopicModel {

    /** Most texts that are kept to compare others with. */
    public static final int MOST_KEPT = 5_000;

    /** Says that it is one of these, and how it is written. */
    private static final int FORMAT = 0xAE915705;

    /** That of models that kept ids without labels. */
    private static final int IDS_ALONE = 0xAE915702;

    /** That of models of topics alone. */
    private static final int TOPICS_ALONE = 0xAE915701;

    /** Stands for labels that were not kept. */
    private static final int UNKNOWN = -1;

    private final String embedder;
    private final TopicFeatures features;
    private final Map<TrainedLabel, float[]> weights;
    private final Set<TrainedLabel> promoted;
    private final Map<String, SentimentModel> sentiments;
    private final Map<UUID, KeptText> kept;

    /**
     * A model.
     *
     * @param embedder what made the vectors
     * @param weights those of the features and the bias after them
     * @param promoted of the labels that there are weights of
     * @param sentiments of channels on which they are better than the rules, with the same features
     * @param kept texts to compare others with
     */
    TopicModel(
            String embedder,
            TopicFeatures features,
            Map<TrainedLabel, float[]> weights,
            Set<TrainedLabel> promoted,
            Map<String, SentimentModel> sentiments,
            List<KeptText> kept) {
        this.embedder = embedder;
        this.features = features;
        this.weights = Collections.unmodifiableMap(copy(weights));
        this.promoted = promoted.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(promoted));
        this.sentiments = Collections.unmodifiableMap(new TreeMap<>(sentiments));
        Map<UUID, KeptText> byId = LinkedHashMap.newLinkedHashMap(kept.size());
        kept.forEach(text -> byId.put(text.feedback(), text));
        this.kept = Collections.unmodifiableMap(byId);
    }

    private static Map<TrainedLabel, float[]> copy(Map<TrainedLabel, float[]> weights) {
        return weights.isEmpty() ? new EnumMap<>(TrainedLabel.class) : new EnumMap<>(weights);
    }

    /** What made the vectors that it can judge. */
    public String embedder() {
        return embedder;
    }

    /** The labels on which it is better than the rules. */
    public Set<TrainedLabel> promoted() {
        return promoted;
    }

    /** The channels on whose sentiment it is better than the rules; without a name that of texts which came on none. */
    public Set<String> channels() {
        return sentiments.keySet();
    }

    /** Whether it is better than the rules on anything. */
    public boolean useful() {
        return !promoted.isEmpty() || !sentiments.isEmpty();
    }

    Optional<SentimentModel> sentiment(Optional<String> channel) {
        return Optional.ofNullable(sentiments.get(channel.orElse(SentimentTraining.UNTOLD)));
    }

    /** Ids of rows whose texts it was learned from. */
    public List<UUID> kept() {
        return List.copyOf(kept.keySet());
    }

    /** Whether the labels of one of these speak for a verdict. */
    boolean agrees(UUID feedback, TrainedLabel label, boolean said) {
        return Optional.ofNullable(kept.get(feedback))
                .map(text -> text.agrees(label, said))
                .orElse(false);
    }

    /** How likely a text has each of the labels that were promoted, from 0 to 1. */
    Map<TrainedLabel, Double> probabilities(TopicEvidence evidence) {
        double[] numbers = new double[features.count()];
        features.write(evidence, numbers);
        Map<TrainedLabel, Double> probabilities = new EnumMap<>(TrainedLabel.class);
        promoted.forEach(label ->
                probabilities.put(label, probability(weights.getOrDefault(label, new float[0]), numbers)));
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
            for (TrainedLabel label : TrainedLabel.values()) {
                out.writeBoolean(promoted.contains(label));
                out.writeBoolean(weights.containsKey(label));
                write(out, weights.getOrDefault(label, new float[0]));
            }
            out.writeShort(sentiments.size());
            for (Map.Entry<String, SentimentModel> channel : sentiments.entrySet()) {
                out.writeUTF(channel.getKey());
                for (float[] each : channel.getValue().weights().values()) {
                    write(out, each);
                }
            }
            out.writeShort(kept.size());
            for (KeptText text : kept.values()) {
                out.writeLong(text.feedback().getMostSignificantBits());
                out.writeLong(text.feedback().getLeastSignificantBits());
                out.writeByte(text.labels().isPresent() ? text.bits() : UNKNOWN);
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory takes all", e);
        }
        return ModelArtifact.of(bytes.toByteArray());
    }

    private static void write(DataOutputStream out, float[] weights) throws IOException {
        for (float weight : weights) {
            out.writeFloat(weight);
        }
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
            int format = in.readInt();
            if (format != FORMAT && format != IDS_ALONE && format != TOPICS_ALONE) {
                throw new RefusedModelException("it is not a model of topics of this version of the product");
            }
            TopicModel model = read(in, format);
            if (in.read() >= 0) {
                throw new RefusedModelException("there is something behind its end");
            }
            return model;
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw new RefusedModelException("it is not complete", e);
        }
    }

    private static TopicModel read(DataInputStream in, int format) throws IOException {
        boolean all = format != TOPICS_ALONE;
        String embedder = in.readUTF();
        List<String> rules = new ArrayList<>();
        for (int left = upTo(in.readShort(), TopicFeatures.MOST_RULES); left > 0; left--) {
            rules.add(in.readUTF());
        }
        TopicFeatures features = new TopicFeatures(rules);
        Map<TrainedLabel, float[]> weights = new EnumMap<>(TrainedLabel.class);
        Set<TrainedLabel> promoted = EnumSet.noneOf(TrainedLabel.class);
        for (TrainedLabel label : TrainedLabel.values()) {
            if (label.topic().isPresent() || all) {
                boolean better = in.readBoolean();
                if (in.readBoolean()) {
                    weights.put(label, weights(in, features.count() + 1));
                    if (better) {
                        promoted.add(label);
                    }
                }
            }
        }
        Map<String, SentimentModel> sentiments = all ? sentiments(in, features) : Map.of();
        return new TopicModel(embedder, features, weights, promoted, sentiments, kept(in, format == FORMAT));
    }

    private static List<KeptText> kept(DataInputStream in, boolean labelled) throws IOException {
        List<KeptText> kept = new ArrayList<>();
        for (int left = upTo(in.readShort(), MOST_KEPT); left > 0; left--) {
            UUID id = new UUID(in.readLong(), in.readLong());
            int bits = labelled ? in.readByte() : UNKNOWN;
            kept.add(bits == UNKNOWN ? new KeptText(id, Optional.empty()) : KeptText.of(id, bits));
        }
        return kept;
    }

    private static Map<String, SentimentModel> sentiments(DataInputStream in, TopicFeatures features)
            throws IOException {
        SentimentFeatures numbers = new SentimentFeatures(features);
        Map<String, SentimentModel> sentiments = new HashMap<>();
        for (int left = upTo(in.readShort(), SentimentTraining.MOST_CHANNELS); left > 0; left--) {
            String channel = in.readUTF();
            Map<Sentiment, float[]> weights = new EnumMap<>(Sentiment.class);
            for (Sentiment sentiment : Sentiment.values()) {
                weights.put(sentiment, weights(in, numbers.count() + 1));
            }
            sentiments.put(channel, new SentimentModel(numbers, weights));
        }
        return sentiments;
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
