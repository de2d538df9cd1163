/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.monitoring.model.ModelArtifact;
import io.aegis.monitoring.model.RefusedModelException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TopicModelTest {

    private static TopicModel model(float bias) {
        TopicFeatures features = new TopicFeatures(List.of("money", "other"));
        float[] weights = new float[features.count() + 1];
        weights[0] = 2;
        weights[features.count() - 2] = 1;
        weights[features.count()] = bias;
        return new TopicModel(
                LabelledSamples.EMBEDDER,
                features,
                Map.of(TrainedLabel.BILLING, weights, TrainedLabel.UX, weights),
                Set.of(TrainedLabel.BILLING),
                Map.of("chat", mood(features)),
                List.of(
                        new KeptText(new UUID(1, 2), Optional.of(Set.of(TrainedLabel.BILLING, TrainedLabel.URGENT))),
                        new KeptText(new UUID(3, 4), Optional.of(Set.of()))));
    }

    /** Knows texts around the first axis as praise. */
    private static SentimentModel mood(TopicFeatures features) {
        SentimentFeatures numbers = new SentimentFeatures(features);
        float[] praise = new float[numbers.count() + 1];
        praise[0] = 2;
        return new SentimentModel(
                numbers,
                Map.of(
                        Sentiment.POSITIVE,
                        praise,
                        Sentiment.NEGATIVE,
                        new float[praise.length],
                        Sentiment.NEUTRAL,
                        new float[praise.length]));
    }

    @Test
    void reads_what_it_wrote() throws Exception {
        TopicModel model = model(-1);

        TopicModel read = TopicModel.read(model.artifact());

        assertThat(read.embedder()).isEqualTo(LabelledSamples.EMBEDDER);
        assertThat(read.promoted()).containsExactly(TrainedLabel.BILLING);
        assertThat(read.channels()).containsExactly("chat");
        assertThat(read.kept()).containsExactly(new UUID(1, 2), new UUID(3, 4));
        assertThat(read.agrees(new UUID(1, 2), TrainedLabel.URGENT, true)).isTrue();
        assertThat(read.agrees(new UUID(1, 2), TrainedLabel.UX, true)).isFalse();
        assertThat(read.agrees(new UUID(3, 4), TrainedLabel.BILLING, false)).isTrue();
        assertThat(read.agrees(new UUID(5, 6), TrainedLabel.BILLING, false)).isFalse();
        TopicEvidence evidence = LabelledSamples.evidence(0, 1, Topic.BILLING);
        assertThat(read.probabilities(evidence)).isEqualTo(model.probabilities(evidence));
        assertThat(read.probabilities(evidence).get(TrainedLabel.BILLING)).isGreaterThan(.99);
        assertThat(read.sentiment(Optional.of("chat")).orElseThrow().judge(evidence))
                .isEqualTo(model.sentiment(Optional.of("chat")).orElseThrow().judge(evidence))
                .extracting(Map.Entry::getKey)
                .isEqualTo(Sentiment.POSITIVE);
        assertThat(read.sentiment(Optional.empty())).isEmpty();
        assertThat(read.artifact().sha256()).isEqualTo(model.artifact().sha256());
    }

    @Test
    void refuses_what_is_not_intact_not_whole_or_not_finite() {
        ModelArtifact good = model(0).artifact();
        byte[] changed = good.bytes().clone();
        changed[changed.length / 2] ^= 1;
        refuse(new ModelArtifact(changed, good.sha256()), "checksum");
        refuse(ModelArtifact.of(Arrays.copyOf(good.bytes(), good.bytes().length - 1)), "complete");
        refuse(ModelArtifact.of(Arrays.copyOf(good.bytes(), good.bytes().length + 1)), "behind its end");
        refuse(ModelArtifact.of(new byte[] {1, 2, 3, 4, 5}), "not a model of topics");
        refuse(model(Float.NaN).artifact(), "complete");
    }

    /** As the versions before wrote it, with neither urgency nor sentiments. */
    @Test
    void reads_a_model_of_topics_alone() throws Exception {
        TopicModel model = new TopicModel(
                LabelledSamples.EMBEDDER, new TopicFeatures(List.of()), Map.of(), Set.of(), Map.of(), List.of());
        byte[] written = model.artifact().bytes();
        int behindTopics = written.length - Short.BYTES - Short.BYTES - 2;
        ByteBuffer old = ByteBuffer.allocate(written.length - Short.BYTES - 2)
                .put(written, 0, behindTopics)
                .putShort((short) 0);
        old.put(Integer.BYTES - 1, (byte) 1);

        TopicModel read = TopicModel.read(ModelArtifact.of(old.array()));

        assertThat(read.embedder()).isEqualTo(LabelledSamples.EMBEDDER);
        assertThat(read.useful()).isFalse();
    }

    /** As the versions before wrote it, that kept no labels: none speaks against what is learned, as with them. */
    @Test
    void reads_a_model_that_kept_ids_alone() throws Exception {
        TopicModel model = model(0);
        byte[] written = model.artifact().bytes();
        int text = 2 * Long.BYTES + 1;
        ByteBuffer old = ByteBuffer.allocate(written.length - 2)
                .put(written, 0, written.length - text - 1)
                .put(written, written.length - text, text - 1);
        old.put(Integer.BYTES - 1, (byte) 2);

        TopicModel read = TopicModel.read(ModelArtifact.of(old.array()));

        assertThat(read.kept()).containsExactly(new UUID(1, 2), new UUID(3, 4));
        assertThat(read.channels()).containsExactly("chat");
        assertThat(read.agrees(new UUID(1, 2), TrainedLabel.BILLING, true)).isTrue();
        assertThat(read.agrees(new UUID(1, 2), TrainedLabel.BILLING, false)).isTrue();
        assertThat(TopicModel.read(read.artifact()).agrees(new UUID(3, 4), TrainedLabel.UX, true))
                .isTrue();
    }

    @Test
    void refuses_labels_that_there_are_not() {
        byte[] written = model(0).artifact().bytes();
        written[written.length - 1] = 32;
        refuse(ModelArtifact.of(written), "complete");
        written[written.length - 1] = -2;
        refuse(ModelArtifact.of(written), "complete");
    }

    private static void refuse(ModelArtifact artifact, String why) {
        assertThatThrownBy(() -> TopicModel.read(artifact))
                .isInstanceOf(RefusedModelException.class)
                .hasMessageContaining(why);
    }

    @Property(tries = 300)
    void any_change_is_read_or_refused(
            @ForAll @IntRange(min = 4, max = 200) int place, @ForAll @Size(max = 8) byte[] other) {
        byte[] bytes = model(0).artifact().bytes().clone();
        System.arraycopy(other, 0, bytes, place, other.length);
        try {
            assertThat(TopicModel.read(ModelArtifact.of(bytes)).kept()).hasSizeLessThanOrEqualTo(TopicModel.MOST_KEPT);
        } catch (RefusedModelException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }
}
