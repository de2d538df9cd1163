/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.circuit.CircuitSnapshot;
import io.aegis.db.Database;
import io.aegis.db.feedback.MariaDbFeedbackStore;
import io.aegis.db.feedback.SubmissionCounts;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.usage.LlmUsageStore;
import io.aegis.db.usage.SharedBudget;
import io.aegis.db.usage.UsageRecorder;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.dedupe.SubmissionCounter;
import io.aegis.heuristic.HeuristicAnalyzer;
import io.aegis.heuristic.HeuristicLane;
import io.aegis.llm.LlmAnalyzer;
import io.aegis.llm.LlmAttempt;
import io.aegis.llm.LlmEvents;
import io.aegis.llm.LlmFailure;
import io.aegis.llm.LlmRuntime;
import io.aegis.llm.LlmSettings;
import io.aegis.llm.LlmVerdict;
import io.aegis.llm.LlmWarmup;
import io.aegis.llm.ProviderState;
import io.aegis.online.http.Routes;
import io.aegis.online.runtime.ApiRuntime;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.online.telemetry.LlmMeters;
import io.aegis.online.telemetry.RaceMeters;
import io.aegis.race.Arbiter;
import io.aegis.race.RaceEvents;
import io.aegis.race.RaceSettings;
import io.aegis.race.ThreadTimeline;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.CurrentOwnTopics;
import io.aegis.topics.OwnTopicAnalyzer;
import io.micrometer.core.instrument.Tag;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The feedback module of a running process: both lanes, the race between them, and what is written behind. */
public final class FeedbackModule implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FeedbackModule.class);

    /** What is written behind may be lost by a kill, so at most a second of it. */
    private static final Duration WRITE_BEHIND = Duration.ofMillis(500);

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration RULES_EVERY = Duration.ofSeconds(2);
    private static final Duration BUDGET_EVERY = Duration.ofSeconds(10);
    /** A stop waits so long for late verdicts; the rows of later ones are healed by the reconcile job. */
    private static final Duration LATE_UPGRADES_AT_CLOSE = Duration.ofSeconds(3);

    /** How long after the deadline an answer is still worth having; ten seconds of silence are a failure. */
    private static final Duration LATE_UPGRADES = Duration.ofSeconds(10);

    private static final int COUNTED_ROWS = 100_000;

    private final Ticker ticker;
    private final SubmissionCounter repeats;
    private final UsageRecorder usage;
    private final LlmAnalyzer llm;
    private final RaceMeters meters;
    private final Arbiter arbiter;
    private final FeedbackWarmUp feedbackWarmUp;
    private final HeuristicAnalyzer heuristic;
    private final CurrentOwnTopics topics;
    private final ExecutorService upgraders = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("late-upgrade").factory());

    /**
     * Builds the module and starts its recurring tasks.
     *
     * @param alerts the channels that urgent feedback is told to
     * @param topics those that operators made, followed by whoever gives them
     */
    public FeedbackModule(
            OnlineSettings settings,
            ApiRuntime runtime,
            Database database,
            Alerts alerts,
            CurrentOwnTopics topics,
            Clock clock,
            Ticker ticker) {
        this.ticker = ticker;
        this.topics = topics;
        SubmissionCounts counts = new SubmissionCounts(database, clock);
        this.repeats = new SubmissionCounter(batch -> add(counts, batch), COUNTED_ROWS);
        LlmUsageStore usageStore = new LlmUsageStore(database, clock);
        this.usage = new UsageRecorder(usageStore, ticker);
        this.meters = new RaceMeters(runtime.telemetry().registry());
        LlmMeters llmMeters = new LlmMeters(runtime.telemetry().registry());
        this.llm = new LlmAnalyzer(
                lane(settings.llm()),
                LlmRuntime.system(),
                new LlmEvents() {
                    @Override
                    public void attempted(LlmAttempt attempt) {
                        llmMeters.attempted(attempt);
                        usage.attempted(attempt);
                    }

                    @Override
                    public void missed(String provider) {
                        llmMeters.missed(provider);
                        usage.missed(provider);
                    }
                },
                topics::asked);
        HeuristicLane rules = HeuristicLane.load(settings.rulesFile());
        this.heuristic = new OwnTopicAnalyzer(rules.analyzer(), topics);
        MariaDbFeedbackStore store =
                new MariaDbFeedbackStore(database, alerts, UuidCreator::getTimeOrderedEpoch, clock);
        CurrentStaticTopics learned = new CurrentStaticTopics(StoredStaticTopics.of(database, ticker), ticker);
        this.feedbackWarmUp = new FeedbackWarmUp(heuristic, store, clock, ticker);
        this.arbiter = new Arbiter(
                RaceSettings.within(settings.llm().timeout()),
                new ThreadTimeline(upgraders),
                clock,
                UuidCreator::getTimeOrderedEpoch,
                store,
                repeats,
                heuristic,
                learned,
                llm,
                new CountedRace(meters, usage));
        runtime.every(WRITE_BEHIND, "write-behind", this::flush);
        runtime.every(RULES_EVERY, "rules", rules.refresh());
        runtime.every(BUDGET_EVERY, "budget", new SharedBudget(usageStore, llm.budget(), clock, ticker)::refresh);
        if (settings.embeddings()) {
            runtime.every(RULES_EVERY, "learned", learned::refresh);
        }
        watch(runtime);
    }

    private static LlmSettings lane(OnlineSettings.Llm settings) {
        return settings.options().lane(settings.timeout().plus(LATE_UPGRADES));
    }

    /** Counts, and books late upgrades to their provider. */
    private record CountedRace(RaceMeters meters, UsageRecorder usage) implements RaceEvents {

        @Override
        public void answered(Outcome outcome) {
            meters.answered(outcome);
        }

        @Override
        public void lateVerdict(LlmVerdict verdict, boolean taken) {
            meters.lateVerdict(verdict, taken);
            if (taken) {
                usage.upgraded(verdict.provider());
            }
        }

        @Override
        public void lateVerdictLost(Throwable reason) {
            meters.lateVerdictLost(reason);
        }
    }

    /** The routes that take feedback. */
    public Routes routes() {
        return new FeedbackIntake(arbiter, topics, meters::took);
    }

    /** The heuristic lane. */
    public HeuristicAnalyzer heuristic() {
        return heuristic;
    }

    /** Latencies of answers. */
    public RaceMeters meters() {
        return meters;
    }

    /** How the providers fare, by name, in the order of the chain. */
    public Map<String, ProviderState> providers() {
        return llm.providers();
    }

    /** The circuits of the providers, by name, in the order of the chain. */
    public Map<String, CircuitSnapshot<LlmFailure>> circuits() {
        return llm.circuits();
    }

    /** Makes the first request as fast as the later ones, and the first call to an LLM too when there is one. */
    public void warmUp() {
        long before = ticker.nanos();
        feedbackWarmUp.run();
        if (!llm.circuits().isEmpty()) {
            LlmWarmup.run(ticker);
        }
        LOG.info("Warmed up in {} ms", Duration.ofNanos(ticker.nanos() - before).toMillis());
    }

    /** Hands on what is written behind. What the database does not take is kept for the next time. */
    public void flush() {
        repeats.flush();
        try {
            usage.flush();
        } catch (DatabaseUnavailableException e) {
            LOG.debug("LLM usage is kept until the database takes it: {}", e.getMessage());
        }
    }

    /** Waits a moment for late verdicts, then ends calls under way and hands on what is written behind. */
    @Override
    public void close() {
        Deadline timeout = Deadline.after(ticker, LATE_UPGRADES_AT_CLOSE);
        while (arbiter.pendingUpgrades() > 0
                && !timeout.passed()
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        llm.close();
        upgraders.close();
        flush();
    }

    private boolean add(SubmissionCounts counts, List<SubmissionCounter.Repeats> batch) {
        try {
            counts.add(batch, Deadline.after(ticker, TIMEOUT));
            return true;
        } catch (DatabaseUnavailableException e) {
            LOG.debug("Counts are kept until the database takes them: {}", e.getMessage());
            return false;
        }
    }

    private void watch(ApiRuntime runtime) {
        runtime.telemetry()
                .gauge("aegis.feedback.flights", "Texts being answered for the first time", List.of(), arbiter::flying);
        runtime.telemetry()
                .gauge(
                        "aegis.llm.pending",
                        "Late verdicts awaited or being stored",
                        List.of(),
                        arbiter::pendingUpgrades);
        runtime.telemetry().gauge("aegis.llm.permits", "Free LLM permits", List.of(), llm::freePermits);
        runtime.telemetry()
                .gauge("aegis.writebehind.rows", "Rows with counts in memory", List.of(), repeats::pendingRows);
        for (String provider : llm.circuits().keySet()) {
            runtime.telemetry()
                    .gauge(
                            "aegis.llm.circuit.open",
                            "1 while no call passes to the provider, 0.5 while one is tried",
                            List.of(Tag.of("provider", provider)),
                            () -> openness(provider));
        }
    }

    private double openness(String provider) {
        CircuitSnapshot<LlmFailure> circuit = llm.circuits().get(provider);
        return circuit == null
                ? 0
                : switch (circuit.state()) {
                    case CLOSED -> 0;
                    case HALF_OPEN -> 0.5;
                    case OPEN -> 1;
                };
    }
}
