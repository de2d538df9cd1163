/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Severity;
import io.aegis.online.running.RealDatabase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What holds for all samples, over HTTP on a real database. Other ones each time; the seed of a failure is printed. */
class DetectAnomalyPropertiesIT {

    private static final AtomicInteger STREAMS = new AtomicInteger();

    /** Opened before the first property. */
    @SuppressWarnings("NullAway.Init")
    private static ScoringApi api;

    /** A sample of one of a few series: which, so many milliseconds after the start, its value. */
    private record Sent(int series, long millis, double value) {}

    @BeforeContainer
    static void open() {
        api = new ScoringApi(RealDatabase.shared(), Map.of());
    }

    @AfterContainer
    static void close() {
        api.close();
    }

    /** A palette of its own for each stream: calm ones, flat ones, and numbers of every size. */
    private static List<Sent> stream(Random random, int length) {
        double[] palette = new double[1 + random.nextInt(5)];
        for (int i = 0; i < palette.length; i++) {
            palette[i] = switch (random.nextInt(6)) {
                case 0 -> random.nextGaussian() * Math.pow(10, random.nextInt(-300, 300));
                case 1 -> random.nextBoolean() ? Double.MAX_VALUE : -Double.MAX_VALUE;
                case 2 -> 0;
                default -> random.nextDouble() * 100;
            };
        }
        boolean noisy = random.nextBoolean();
        List<Sent> sent = new ArrayList<>();
        long[] clocks = new long[3];
        for (int i = 0; i < length; i++) {
            int series = random.nextInt(3);
            // Now and then two at one time, or a gap.
            clocks[series] += random.nextInt(20) == 0 ? 0 : random.nextInt(50) == 0 ? 9_000_000 : 60_000;
            double value = noisy && random.nextInt(30) != 0
                    ? 40 + random.nextGaussian()
                    : palette[random.nextInt(palette.length)];
            sent.add(new Sent(series, clocks[series], value));
        }
        return sent;
    }

    /** A name for three series that nobody has used. */
    private static String fresh() {
        return "stream-" + STREAMS.incrementAndGet();
    }

    private static ObjectNode body(String stream, List<Sent> samples) {
        ObjectNode body = ScoringApi.body();
        MetricType[] types = MetricType.values();
        for (Sent one : samples) {
            ScoringApi.sample(
                    body,
                    types[one.series() * 2].label(),
                    stream + "-" + one.series(),
                    one.millis() / 60e3,
                    one.value());
        }
        return body;
    }

    private static JsonNode judge(String stream, List<Sent> samples) {
        return api.detect("?points=true", body(stream, samples));
    }

    /** The scores of each series, in the order in which its samples were sent. */
    private static List<List<Double>> scores(String stream, JsonNode answer) {
        List<List<Double>> scores = new ArrayList<>(List.of(List.of(), List.of(), List.of()));
        for (JsonNode series : answer.path("details").path("series")) {
            String pod = series.path("labels").path("pod").asText();
            assertThat(pod).startsWith(stream + "-");
            scores.set(
                    Integer.parseInt(pod.substring(pod.length() - 1)),
                    series.path("points")
                            .valueStream()
                            .map(point -> point.path("score").asDouble(Double.NaN))
                            .toList());
        }
        return scores;
    }

    @Property(tries = 50)
    void scores_are_in_range_and_words_are_of_the_vocabulary(@ForAll Random random) {
        String stream = fresh();
        for (int request = 0; request < 3; request++) {
            JsonNode answer = judge(stream, stream(random, 1 + random.nextInt(300)));
            assertThat(answer.path("anomaly_score").asDouble(Double.NaN)).isBetween(0.0, 1.0);
            assertThat(answer.path("confidence").asDouble(Double.NaN)).isBetween(0.0, 1.0);
            assertThat(Arrays.stream(Severity.values()).map(Severity::label))
                    .contains(answer.path("severity").asText());
            assertThat(RemediationAction.values())
                    .extracting(RemediationAction::label)
                    .contains(answer.path("recommended_action").asText());
            double most = 0;
            for (JsonNode series : answer.path("details").path("series")) {
                most = Math.max(most, series.path("score").asDouble());
                assertThat(series.path("score").asDouble(Double.NaN)).isBetween(0.0, 1.0);
                assertThat(series.path("raw_score").asDouble(Double.NaN)).isBetween(0.0, 1.0);
                assertThat(series.path("expected").asDouble(Double.NaN)).isFinite();
                assertThat(series.path("lower").asDouble(Double.NaN))
                        .isLessThanOrEqualTo(series.path("upper").asDouble(Double.NaN));
                assertThat(series.path("score").asDouble())
                        .isEqualTo(series.path("points")
                                .valueStream()
                                .mapToDouble(point -> point.path("score").asDouble(Double.NaN))
                                .max()
                                .orElse(Double.NaN));
            }
            assertThat(answer.path("anomaly_score").asDouble()).isEqualTo(most);
        }
    }

    @Property(tries = 50)
    void the_order_of_samples_changes_nothing(@ForAll Random random) {
        String one = fresh();
        String other = fresh();
        for (int request = 0; request < 2; request++) {
            List<Sent> sent = stream(random, 1 + random.nextInt(400));
            List<Sent> mixed = new ArrayList<>(sent);
            Collections.shuffle(mixed, random);

            JsonNode inOrder = judge(one, sent);
            JsonNode shuffled = judge(other, mixed);

            assertThat(byPlace(mixed, scores(other, shuffled))).isEqualTo(byPlace(sent, scores(one, inOrder)));
            assertThat(told(shuffled, other)).isEqualTo(told(inOrder, one));
        }
    }

    /** Equal samples of one series have equal verdicts, so that a map by sample loses nothing. */
    private static Map<Sent, Set<Double>> byPlace(List<Sent> sent, List<List<Double>> scores) {
        Map<Sent, Set<Double>> bySample = new HashMap<>();
        int[] next = new int[scores.size()];
        for (Sent one : sent) {
            bySample.computeIfAbsent(one, _ -> new TreeSet<>())
                    .add(scores.get(one.series()).get(next[one.series()]++));
        }
        assertThat(bySample.values()).allSatisfy(same -> assertThat(same).hasSize(1));
        return bySample;
    }

    /** All that an answer says, but for whom it says it of, in which order the points come, and what is new each time. */
    private static JsonNode told(JsonNode answer, String stream) {
        JsonNode copy = ScoringApi.read(answer.toString().replace(stream + "-", "stream-"));
        ((ObjectNode) copy).remove(List.of("prediction_id", "timestamp"));
        for (JsonNode series : copy.path("details").path("series")) {
            ((ObjectNode) series).remove("points");
        }
        return copy;
    }

    @Property(tries = 50)
    void later_samples_change_no_earlier_score(@ForAll Random random) {
        List<Sent> all = stream(random, 2 + random.nextInt(400));
        long end = all.stream().mapToLong(Sent::millis).max().orElse(0);
        String one = fresh();
        List<List<Double>> atOnce = scores(one, judge(one, all));
        String other = fresh();
        List<List<Double>> inPieces = new ArrayList<>(List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
        long from = -1;
        while (from < end) {
            long begin = from;
            long until = Math.min(end, from + 1 + random.nextLong(end + 1));
            List<Sent> piece = all.stream()
                    .filter(sample -> sample.millis() > begin && sample.millis() <= until)
                    .toList();
            if (!piece.isEmpty()) {
                List<List<Double>> some = scores(other, judge(other, piece));
                for (int series = 0; series < some.size(); series++) {
                    inPieces.get(series).addAll(some.get(series));
                }
            }
            from = until;
        }
        assertThat(inPieces).isEqualTo(atOnce);
    }

    @Property(tries = 50)
    void what_is_sent_again_gets_its_verdict_again(@ForAll Random random) {
        String stream = fresh();
        List<Sent> sent = stream(random, 1 + random.nextInt(400));
        Map<Sent, Set<Double>> first = byPlace(sent, scores(stream, judge(stream, sent)));
        List<Sent> some =
                new ArrayList<>(sent.stream().filter(_ -> random.nextBoolean()).toList());
        some.add(sent.getFirst());
        Collections.shuffle(some, random);

        JsonNode again = judge(stream, some);

        byPlace(some, scores(stream, again))
                .forEach((sample, score) ->
                        assertThat(score).as(sample.toString()).isEqualTo(first.get(sample)));
        for (JsonNode series : again.path("details").path("series")) {
            String pod = series.path("labels").path("pod").asText();
            long distinct = sent.stream()
                    .filter(sample -> pod.endsWith("-" + sample.series()))
                    .distinct()
                    .count();
            assertThat(series.path("standing").asText()).isEqualTo("duplicate");
            assertThat(series.path("samples_seen").asLong()).as(pod).isEqualTo(distinct);
        }
    }
}
