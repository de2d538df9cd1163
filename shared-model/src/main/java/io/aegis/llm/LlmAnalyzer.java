/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import io.aegis.circuit.Circuit;
import io.aegis.circuit.CircuitSnapshot;
import io.aegis.feedback.FeedbackText;
import io.aegis.heuristic.HeuristicLane;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The LLM lane over a chain of providers. A call takes a permit of the bulkhead until it really ends, runs on a thread
 * of its own, and asks the providers whose circuits admit it in order, each once, until one answers.
 *
 * <p>Thread-safe. Closing it aborts what runs; every future is completed nevertheless.
 */
public final class LlmAnalyzer implements LlmLane, AutoCloseable {

    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final BigDecimal MICRO_USD_PER_USD = BigDecimal.valueOf(1_000_000);

    private final List<Provider> chain;
    private final Semaphore bulkhead;
    private final DailyBudget budget;
    private final LlmEvents events;
    private final LlmRuntime runtime;
    private final ExecutorService threads;

    /**
     * Opens no connection yet.
     *
     * @param settings the chain and its limits
     * @param runtime clocks, randomness and threads
     * @param events hears of every attempt
     */
    public LlmAnalyzer(LlmSettings settings, LlmRuntime runtime, LlmEvents events) {
        this(settings, runtime, events, () -> AskedTopics.NONE);
    }

    /**
     * The same, which asks for topics of operators too.
     *
     * @param topics those at each call
     */
    public LlmAnalyzer(LlmSettings settings, LlmRuntime runtime, LlmEvents events, Supplier<AskedTopics> topics) {
        this.runtime = runtime;
        this.events = events;
        this.bulkhead = new Semaphore(settings.maxConcurrency());
        this.budget = settings.dailyBudgetUsd()
                .map(usd -> DailyBudget.of(runtime.clock(), microUsd(usd)))
                .orElseGet(() -> DailyBudget.unlimited(runtime.clock()));
        this.chain = settings.chain().stream()
                .map(provider -> provider(provider, settings, topics))
                .toList();
        this.threads = Executors.newThreadPerTaskExecutor(runtime.threads());
    }

    @Override
    public Optional<LlmCall> begin(FeedbackText text) {
        if (budget.exhausted() || !bulkhead.tryAcquire()) {
            return Optional.empty();
        }
        for (int i = 0; i < chain.size(); i++) {
            Optional<Provider.Attempt> first = chain.get(i).admit();
            if (first.isPresent()) {
                List<Provider> rest = chain.subList(i + 1, chain.size());
                return start(new ChainCall(text, first.get(), rest, bulkhead, events, runtime.ticker()), first.get());
            }
        }
        bulkhead.release();
        return Optional.empty();
    }

    /** Lets every open circuit try its provider with the next call, whatever time it still has to stay open. */
    public void allowProbes() {
        chain.forEach(provider -> provider.circuit().allowProbe());
    }

    /**
     * Makes no calls to a provider for so long, at most an hour, because it said so to another process.
     *
     * @param provider as {@link #circuits()} names it; one that is not known has no effect
     */
    public void leaveAlone(String provider, Duration pause) {
        chain.stream()
                .filter(each -> each.label().equals(provider))
                .forEach(each -> each.circuit().leaveAlone(LlmFailure.RATE_LIMIT, pause));
    }

    /** The circuits by provider, in the order of the chain. */
    public Map<String, CircuitSnapshot<LlmFailure>> circuits() {
        Map<String, CircuitSnapshot<LlmFailure>> snapshots = new LinkedHashMap<>();
        chain.forEach(
                provider -> snapshots.put(provider.label(), provider.circuit().snapshot()));
        return snapshots;
    }

    /** How the providers fare, by their labels, in the order of the chain. */
    public Map<String, ProviderState> providers() {
        Map<String, ProviderState> states = new LinkedHashMap<>();
        chain.forEach(provider -> states.put(provider.label(), provider.state()));
        return states;
    }

    /** How many more calls the bulkhead would take now. */
    public int freePermits() {
        return bulkhead.availablePermits();
    }

    /** What today's calls cost. */
    public DailyBudget budget() {
        return budget;
    }

    /** Aborts what runs, waits up to 5 seconds for it to end, and gives up the connections. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                System.getLogger(LlmAnalyzer.class.getName())
                        .log(System.Logger.Level.WARNING, "LLM calls did not end within {0}", CLOSING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        chain.forEach(Provider::close);
    }

    private Optional<LlmCall> start(ChainCall call, Provider.Attempt first) {
        try {
            threads.execute(call);
            return Optional.of(call.handle());
        } catch (RejectedExecutionException e) {
            // The lane is closed.
            first.abandon();
            bulkhead.release();
            return Optional.empty();
        }
    }

    private Provider provider(ProviderSettings provider, LlmSettings settings, Supplier<AskedTopics> topics) {
        LlmClient client = switch (provider) {
            case ProviderSettings.Remote remote ->
                new OpenAiClient(
                        remote,
                        settings.answerLimit(),
                        settings.maxConcurrency(),
                        runtime.clock(),
                        runtime.ticker(),
                        Optional.empty(),
                        topics);
            case ProviderSettings.Mock mock ->
                new MockLlm(mock, HeuristicLane.load(Optional.empty()).analyzer());
        };
        Optional<ModelPrice> price = switch (provider) {
            case ProviderSettings.Remote remote -> settings.prices().of(remote.model());
            case ProviderSettings.Mock _ -> Optional.empty();
        };
        Circuit<LlmFailure> circuit = LlmCircuit.create(runtime.ticker(), runtime.random(), settings.cooldown());
        return new Provider(provider, client, circuit, price, budget, events, runtime.ticker());
    }

    private static long microUsd(BigDecimal usd) {
        return usd.multiply(MICRO_USD_PER_USD)
                .setScale(0, RoundingMode.CEILING)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }
}
