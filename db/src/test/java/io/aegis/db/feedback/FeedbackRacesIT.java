/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Status;
import io.aegis.storage.NewFeedback;
import io.aegis.storage.StoreResult;
import io.aegis.storage.StoredFeedback;
import io.aegis.storage.Upgrade;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What becomes of feedback when many do the same at the same moment. */
class FeedbackRacesIT extends FeedbackStoreFixture {

    /** Runs all at the same moment. */
    private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = calls.stream()
                    .map(call -> threads.submit(() -> {
                        start.await();
                        return call.call();
                    }))
                    .toList();
            start.countDown();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
        }
        return results;
    }

    @Test
    void five_hundred_identical_texts_at_once_make_one_row() throws Exception {
        List<Callable<StoreResult>> calls = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            NewFeedback feedback = Samples.feedback("five hundred at once", URGENT, Samples.NOON);
            calls.add(() -> store.store(feedback, TestSchema.ample()));
        }
        List<StoreResult> results = together(calls);
        assertThat(results).filteredOn(StoreResult.Inserted.class::isInstance).hasSize(1);
        List<UUID> ids =
                results.stream().map(result -> result.row().id()).distinct().toList();
        assertThat(ids).hasSize(1);
        assertStoredOnce(ids.getFirst());
    }

    @Test
    void different_texts_at_once_are_all_stored() throws Exception {
        List<Callable<StoreResult>> calls = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            NewFeedback feedback = Samples.feedback("different at once " + i, URGENT, Samples.NOON);
            calls.add(() -> store.store(feedback, TestSchema.ample()));
        }
        assertThat(together(calls)).allMatch(StoreResult.Inserted.class::isInstance);
    }

    @Test
    void an_upgrade_and_a_resolution_at_once_both_happen() throws Exception {
        FeedbackTriage triage = new FeedbackTriage(schema.database(), Clock.systemUTC());
        for (int round = 0; round < 20; round++) {
            NewFeedback feedback = Samples.feedback("upgrade and resolution " + round);
            store.store(feedback, TestSchema.ample());
            Upgrade upgrade = Samples.upgrade(feedback.id(), HAPPY, Set.of());
            together(List.of(
                    () -> store.upgrade(upgrade, TestSchema.ample()),
                    () -> triage.resolve(feedback.id(), Optional.of("done"), Actor.COMMAND, TestSchema.ample())));
            StoredFeedback row = store.find(feedback.hash(), TestSchema.ample()).orElseThrow();
            assertThat(row.status()).isEqualTo(Status.RESOLVED);
            assertThat(row.resolutionNote()).contains("done");
            assertThat(row.analysis().source()).isEqualTo(AnalysisSource.AI);
            assertThat(row.version()).isEqualTo(2);
        }
    }

    @Test
    void of_many_late_verdicts_at_once_one_is_taken() throws Exception {
        NewFeedback feedback = Samples.feedback("many late verdicts");
        store.store(feedback, TestSchema.ample());
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(() -> store.upgrade(Samples.upgrade(feedback.id(), HAPPY, Set.of()), TestSchema.ample()));
        }
        assertThat(together(calls)).filteredOn(taken -> taken).hasSize(1);
        assertThat(schema.value("SELECT CONCAT_WS(' ', COUNT(*), SUM(applied)) FROM analysis WHERE lane = 'LLM'"
                        + " AND feedback_id = '" + feedback.id() + "'"))
                .isEqualTo("20 1");
    }
}
