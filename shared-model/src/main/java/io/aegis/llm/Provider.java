/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import io.aegis.circuit.Circuit;
import io.aegis.deadline.Ticker;
import io.aegis.feedback.FeedbackText;
import java.time.Duration;
import java.util.Optional;

/** One link of the chain with all that is known about it: how to ask it, whether to, and what it costs. */
final class Provider implements AutoCloseable {

    private final ProviderSettings settings;
    private final LlmClient client;
    private final Circuit<LlmFailure> circuit;
    private final Optional<ModelPrice> price;
    private final WaitingRule waiting = new WaitingRule();
    private final DailyBudget budget;
    private final LlmEvents events;
    private final Ticker ticker;
    /** What the server said of the latest call that failed; gone when one succeeds. */
    private volatile Optional<ServerError> lastError = Optional.empty();

    Provider(
            ProviderSettings settings,
            LlmClient client,
            Circuit<LlmFailure> circuit,
            Optional<ModelPrice> price,
            DailyBudget budget,
            LlmEvents events,
            Ticker ticker) {
        this.settings = settings;
        this.client = client;
        this.circuit = circuit;
        this.price = price;
        this.budget = budget;
        this.events = events;
        this.ticker = ticker;
    }

    /** Leave to ask this provider once. */
    final class Attempt {

        private final Circuit<LlmFailure>.Admission admission;

        private Attempt(Circuit<LlmFailure>.Admission admission) {
            this.admission = admission;
        }

        Provider provider() {
            return Provider.this;
        }

        /** Asks, and reports the end to whom it concerns. */
        LlmOutcome run(FeedbackText text) {
            try {
                long start = ticker.nanos();
                LlmReply reply = client.ask(text);
                Duration latency = Duration.ofNanos(ticker.nanos() - start);
                return settle(reply, latency, charge(reply.usage()));
            } finally {
                // Whatever went wrong, a probe must not keep the circuit half-open for ever.
                admission.abandoned();
            }
        }

        private LlmOutcome settle(LlmReply reply, Duration latency, long cost) {
            return switch (reply) {
                case LlmReply.Answer answer -> {
                    admission.succeeded();
                    lastError = Optional.empty();
                    tell(Optional.empty(), latency, answer.usage(), cost);
                    yield new LlmOutcome.Answered(verdict(answer, latency, cost));
                }
                case LlmReply.NoAnswer none -> {
                    if (!Thread.currentThread().isInterrupted()) {
                        LlmCircuit.tell(admission, none.failure(), none.retryAfter());
                        if (none.failure().blamesProvider()) {
                            lastError = none.error();
                        }
                        tell(Optional.of(none.failure()), latency, none.usage(), cost);
                    }
                    yield new LlmOutcome.Failed(none.failure());
                }
            };
        }

        /** Gives the leave back. */
        void abandon() {
            admission.abandoned();
        }

        private void tell(Optional<LlmFailure> failure, Duration latency, TokenUsage usage, long cost) {
            events.attempted(new LlmAttempt(label(), model(), failure, latency, usage, cost));
        }
    }

    /** Leave to ask, unless the circuit says no. */
    Optional<Attempt> admit() {
        return circuit.admit().map(Attempt::new);
    }

    /** The name on the wire. */
    String label() {
        return settings.label();
    }

    Circuit<LlmFailure> circuit() {
        return circuit;
    }

    /** Its circuit, how it is asked, and what its server said last. */
    ProviderState state() {
        return new ProviderState(circuit.snapshot(), client.request(), lastError);
    }

    WaitingRule waiting() {
        return waiting;
    }

    @Override
    public void close() {
        client.close();
    }

    private long charge(TokenUsage usage) {
        long cost = price.map(known -> known.costMicroUsd(usage)).orElse(0L);
        budget.charge(cost);
        return cost;
    }

    private LlmVerdict verdict(LlmReply.Answer answer, Duration latency, long cost) {
        return new LlmVerdict(
                answer.labels(),
                answer.confidence(),
                label(),
                Prompt.PROMPT_VERSION,
                latency,
                answer.usage(),
                cost,
                answer.ownTopics());
    }

    private String model() {
        return settings instanceof ProviderSettings.Remote remote ? remote.model() : settings.label();
    }
}
