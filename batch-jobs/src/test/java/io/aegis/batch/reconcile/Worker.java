/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.TestDatabase;
import io.aegis.db.feedback.FeedbackHealing;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.usage.LlmUsageStore;
import io.aegis.db.usage.ProviderShares;
import io.aegis.db.usage.SharedBudget;
import io.aegis.db.usage.UsageRecorder;
import io.aegis.deadline.Ticker;
import io.aegis.faults.FaultWall;
import io.aegis.llm.LlmAnalyzer;
import io.aegis.llm.LlmRuntime;
import io.aegis.llm.LlmSettings;
import io.aegis.llm.ProviderKind;
import io.aegis.llm.ProviderSettings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** All that one process heals with, against a provider of its own. */
final class Worker implements AutoCloseable {

    private static final FeedbackHealing.Due ALL =
            new FeedbackHealing.Due(Duration.ZERO, FeedbackHealing.Due.USUAL.failedBefore());

    final FaultWall wall = FaultWall.start(0);
    final FeedbackHealing rows;
    final HealingLane lane;
    final HealingBounds bounds;
    private final Ticker ticker = Ticker.system();

    Worker(TestDatabase database, String model) {
        this(database, model, 50);
    }

    Worker(TestDatabase database, String model, int maxConcurrency) {
        this(database, model, maxConcurrency, OptionalInt.empty());
    }

    Worker(TestDatabase database, String model, int maxConcurrency, OptionalInt callsPerMinute) {
        Clock clock = Clock.systemUTC();
        Duration answer = Duration.ofSeconds(20);
        LlmUsageStore store = new LlmUsageStore(database.database(), clock);
        UsageRecorder usage = new UsageRecorder(store, ticker);
        LlmAnalyzer llm = new LlmAnalyzer(
                LlmSettings.of(List.of(new ProviderSettings.Remote(
                                ProviderKind.OPENAI, URI.create(wall.baseUrl()), "key", model)))
                        .withMaxConcurrency(maxConcurrency)
                        .withAnswerLimit(answer),
                LlmRuntime.system(),
                usage);
        this.lane = new HealingLane(
                llm,
                usage,
                new SharedBudget(store, llm.budget(), clock, ticker),
                new ProviderShares(database.database()),
                callsPerMinute,
                ticker);
        this.rows = new FeedbackHealing(
                database.database(),
                new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch),
                UuidCreator::getTimeOrderedEpoch,
                clock);
        this.bounds = HealingBounds.of(answer, 1);
    }

    Healed heal(int most) throws Exception {
        return heal(most, () -> false);
    }

    /** One chunk of the healing step: what is claimed is asked about at once, then written. */
    Healed heal(int most, BooleanSupplier stopping) throws Exception {
        UUID token = UuidCreator.getTimeOrderedEpoch();
        HealingTally tally = new HealingTally();
        HealingWriter writer = new HealingWriter(rows, rows, bounds, tally, ticker, new Random());
        HealingProcessor processor = new HealingProcessor(rows, lane, bounds, tally, ticker, stopping);
        List<ClaimedRow> claimed = rows.claim(token, most, bounds.lease(), ALL, TestDatabase.ample()).stream()
                .map(row -> new ClaimedRow(row, token))
                .toList();
        List<Future<Optional<HealedRow>>> asked = new ArrayList<>();
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger untried = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ClaimedRow row : claimed) {
                asked.add(threads.submit(() -> {
                    try {
                        Optional<HealedRow> answer = Optional.ofNullable(processor.process(row));
                        untried.addAndGet(answer.isEmpty() ? 1 : 0);
                        return answer;
                    } catch (NoVerdictException e) {
                        failed.incrementAndGet();
                        writer.onSkipInProcess(row, e);
                        return Optional.empty();
                    }
                }));
            }
        }
        Chunk<HealedRow> chunk = new Chunk<>();
        for (Future<Optional<HealedRow>> each : asked) {
            each.get().ifPresent(chunk::add);
        }
        writer.write(chunk);
        ExecutionContext context = new ExecutionContext();
        writer.update(context);
        return new Healed(
                claimed.size(),
                (int) context.getLong("healed"),
                (int) context.getLong("superseded"),
                failed.get(),
                (int) context.getLong("refused"),
                untried.get() - (int) context.getLong("refused"));
    }

    @Override
    public void close() {
        lane.close();
        wall.close();
    }
}
