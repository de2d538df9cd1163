/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.deadline.Deadline;
import io.aegis.dedupe.ContentHash;
import io.aegis.dedupe.SubmissionCounter;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.FeedbackText;
import io.aegis.llm.LlmVerdict;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.Metadata;
import io.aegis.storage.StoredFeedback;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drives the production arbiter through seeded schedules and holds it to its promises in each. */
class ArbiterSimulationTest {

    private static final Duration LIMIT = Duration.ofMillis(500);

    /** What one client saw. */
    private record Seen(int replica, String text, Optional<SubmissionResult> answer, long took) {}

    @ParameterizedTest(name = "store failures {0}, slowest store {1} ms, slowest LLM {2} ms")
    @CsvSource({
        "0.00,  20,  300",
        "0.00,  20, 2000",
        "0.00, 900, 1000",
        "0.10,  50,  800",
        "0.40, 400,  800",
    })
    void every_schedule_keeps_the_promises(double failures, long slowestStoreMs, long slowestLlmMs) {
        for (long seed = 1; seed <= 600; seed++) {
            new Schedule(seed, failures, slowestStoreMs * 1_000_000, slowestLlmMs * 1_000_000).runAndCheck();
        }
    }

    private static final class Schedule {
        private final String name;
        private final SimulatedTime time;
        private final Random random;
        private final SimulatedStore store;
        private final List<SimulatedLlm> lanes = new ArrayList<>();
        private final List<Arbiter> replicas = new ArrayList<>();
        private final List<Seen> seen = new ArrayList<>();
        private final Map<UUID, Long> counted = new HashMap<>();
        private final List<SubmissionCounter> counters = new ArrayList<>();
        private final boolean dependable;
        private int lostUpgrades;

        Schedule(long seed, double failures, long slowestStore, long slowestLlm) {
            name = "seed " + seed + ", failures " + failures + ", store " + slowestStore + ", llm " + slowestLlm;
            dependable = failures == 0 && slowestStore < LIMIT.toNanos() / 10;
            time = new SimulatedTime(seed);
            random = new Random(seed * 31);
            store = new SimulatedStore(time, random, failures, slowestStore);
            for (int replica = 0; replica < 2; replica++) {
                SimulatedLlm lane = new SimulatedLlm(time, random, slowestLlm);
                SubmissionCounter counter = new SubmissionCounter(
                        batch -> {
                            batch.forEach(repeats -> counted.merge(repeats.row(), repeats.count(), Long::sum));
                            return true;
                        },
                        1000);
                lanes.add(lane);
                counters.add(counter);
                replicas.add(new Arbiter(
                        RaceSettings.within(LIMIT),
                        time,
                        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
                        () -> new UUID(random.nextLong(), random.nextLong()),
                        store,
                        counter,
                        text -> Verdicts.heuristic(false),
                        LearnedLane.NONE,
                        lane,
                        new Events()));
            }
        }

        private final class Events implements RaceEvents {
            @Override
            public void answered(Outcome outcome) {}

            @Override
            public void lateVerdict(LlmVerdict verdict, boolean taken) {}

            @Override
            public void lateVerdictLost(Throwable reason) {
                lostUpgrades++;
            }
        }

        void runAndCheck() {
            for (int client = 0; client < 12; client++) {
                int replica = random.nextInt(2);
                String text = "text number " + random.nextInt(4);
                time.startIn((long) (random.nextDouble() * 700_000_000), () -> post(replica, text));
            }
            time.run();
            counters.forEach(counter -> assertThat(counter.flush()).isTrue());
            check();
        }

        private void post(int replica, String text) {
            Arbiter arbiter = replicas.get(replica);
            Deadline deadline = arbiter.deadline();
            Submission submission = new Submission(text, FeedbackText.of(text), Metadata.NONE);
            Optional<SubmissionResult> answer;
            try {
                answer = Optional.of(arbiter.submit(submission, deadline));
            } catch (DatabaseUnavailableException e) {
                answer = Optional.empty();
            }
            seen.add(new Seen(replica, text, answer, deadline.elapsedNanos()));
        }

        private void check() {
            assertThat(seen).as(name).hasSize(12);
            assertThat(seen).as(name).allMatch(s -> s.took() <= LIMIT.toNanos(), "answered by the deadline");
            for (Seen one : seen) {
                one.answer().ifPresent(answer -> {
                    StoredFeedback stored = store.rows.get(ContentHash.of(FeedbackText.of(one.text())));
                    assertThat(stored).as(name + ": acknowledged and stored").isNotNull();
                    assertThat(answer.row().id()).as(name).isEqualTo(stored.id());
                });
            }
            // A failed store lets the next identical text fly again, with a call of its own.
            for (int replica = 0; replica < 2; replica++) {
                Map<String, Long> calls = lanes.get(replica).calls.stream()
                        .collect(Collectors.groupingBy(SimulatedLlm.Call::text, Collectors.counting()));
                for (Map.Entry<String, Long> call : calls.entrySet()) {
                    int at = replica;
                    long refused = seen.stream()
                            .filter(s -> s.replica() == at && s.text().equals(call.getKey()))
                            .filter(s -> s.answer().isEmpty())
                            .count();
                    assertThat(call.getValue()).as(name + ": calls").isLessThanOrEqualTo(1 + refused);
                }
            }
            assertThat(replicas).as(name).allMatch(r -> r.flying() == 0 && r.pendingUpgrades() == 0);
            countsAreExact();
            if (dependable) {
                nothingPaidIsLost();
            }
        }

        private void countsAreExact() {
            Map<UUID, Long> repeats = seen.stream()
                    .flatMap(s -> s.answer().stream())
                    .filter(SubmissionResult::cached)
                    .collect(Collectors.groupingBy(a -> a.row().id(), Collectors.counting()));
            assertThat(counted).as(name + ": repeats").isEqualTo(repeats);
            Map<UUID, Long> inserted = seen.stream()
                    .flatMap(s -> s.answer().stream())
                    .filter(a -> !a.cached())
                    .collect(Collectors.groupingBy(a -> a.row().id(), Collectors.counting()));
            assertThat(inserted.values()).as(name + ": one 201 a row").allMatch(n -> n == 1);
        }

        private void nothingPaidIsLost() {
            assertThat(seen).as(name).allMatch(s -> s.answer().isPresent());
            assertThat(lostUpgrades).as(name).isZero();
            for (SimulatedLlm lane : lanes) {
                for (SimulatedLlm.Call call : lane.calls) {
                    if (call.answered()) {
                        StoredFeedback row = store.rows.get(ContentHash.of(FeedbackText.of(call.text())));
                        assertThat(row).as(name).isNotNull();
                        assertThat(row.analysis().source()).as(name).isEqualTo(AnalysisSource.AI);
                    }
                }
            }
        }
    }
}
