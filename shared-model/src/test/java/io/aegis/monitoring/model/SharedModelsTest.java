/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.failure.FailureFeatures;
import io.aegis.monitoring.failure.FailureType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Both forests are shared by all requests: what many threads hear at once is what one hears alone. */
class SharedModelsTest {

    private static final int QUESTIONS = 400;
    private static final int THREADS = 8;

    private static void sameOfAll(IntFunction<Object> question) throws Exception {
        List<Object> alone = IntStream.range(0, QUESTIONS).mapToObj(question).toList();
        List<Callable<List<Object>>> crowd = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread * 31;
            crowd.add(() -> {
                List<Object> heard = new ArrayList<>();
                for (int i = 0; i < QUESTIONS; i++) {
                    heard.add(question.apply((first + i) % QUESTIONS));
                }
                return heard;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<List<Object>>> answers = threads.invokeAll(crowd);
            for (int thread = 0; thread < THREADS; thread++) {
                List<Object> heard = answers.get(thread).get();
                for (int i = 0; i < QUESTIONS; i++) {
                    int asked = (thread * 31 + i) % QUESTIONS;
                    assertThat(heard.get(i))
                            .as("thread %d, question %d", thread, asked)
                            .isEqualTo(alone.get(asked));
                }
            }
        }
    }

    @Test
    void a_forest_of_failures() throws Exception {
        FailureForest forest = FailureForest.read(FailureForest.train(Incidents.some(60, 3, FailureType.UNKNOWN, 1))
                .artifact());
        Random random = new Random(9);
        List<FailureFeatures> questions = IntStream.range(0, QUESTIONS)
                .mapToObj(i ->
                        Incidents.features(i % 2 == 0 ? FailureType.CPU_SATURATION : FailureType.NETWORK_DELAY, random))
                .toList();
        sameOfAll(i -> forest.likelihoods(questions.get(i)));
    }

    @Test
    void a_forest_of_a_service() throws Exception {
        Random random = new Random(7);
        List<Series> series = List.of(
                Series.of(MetricType.CPU_USAGE, Map.of("service", "a")),
                Series.of(MetricType.REQUEST_RATE, Map.of("service", "a")));
        List<double[]> rows = IntStream.range(0, 500)
                .mapToObj(_ -> new double[] {random.nextGaussian(), random.nextGaussian()})
                .toList();
        ServiceForest forest =
                ServiceForest.read(ServiceForest.train(series, rows).artifact());
        sameOfAll(i -> forest.strength(rows.get(i), 1));
    }
}
