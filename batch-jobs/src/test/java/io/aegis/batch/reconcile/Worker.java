package io.aegis.batch.reconcile;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.TestDatabase;
import io.aegis.db.feedback.FeedbackHealing;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.usage.LlmUsageStore;
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
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** All that one process heals with, against a provider of its own. */
final class Worker implements AutoCloseable {

    private static final FeedbackHealing.Due ALL =
            new FeedbackHealing.Due(Duration.ZERO, FeedbackHealing.Due.USUAL.failedBefore());

    final FaultWall wall = FaultWall.start(0);
    final FeedbackHealing rows;
    final HealingLane lane;
    final HealingBounds bounds;
    final Healer healer;

    Worker(TestDatabase database, String model) {
        this(database, model, 50);
    }

    Worker(TestDatabase database, String model, int maxConcurrency) {
        Ticker ticker = Ticker.system();
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
        this.lane = new HealingLane(llm, usage, new SharedBudget(store, llm.budget(), clock, ticker));
        this.rows = new FeedbackHealing(
                database.database(),
                new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch),
                UuidCreator::getTimeOrderedEpoch,
                clock);
        this.bounds = HealingBounds.of(answer, 1);
        this.healer = new Healer(rows, lane, bounds, UuidCreator::getTimeOrderedEpoch, ticker, new Random());
    }

    Healed heal(int most) throws Exception {
        return heal(most, () -> false);
    }

    Healed heal(int most, BooleanSupplier stopping) throws Exception {
        return healer.heal(most, ALL, stopping);
    }

    @Override
    public void close() {
        lane.close();
        wall.close();
    }
}
