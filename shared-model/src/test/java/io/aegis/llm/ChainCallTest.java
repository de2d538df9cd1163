/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.testing.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** How calls, their callers' timeouts and the waiting rule play together, without threads. */
class ChainCallTest {

    private static final Duration TIMEOUT = Duration.ofMillis(480);
    private static final LlmReply GOOD =
            new LlmReply.Answer(new Labels(Sentiment.NEUTRAL, Set.of(Topic.GENERAL), false), 0.9, TokenUsage.NONE);

    private final ManualTime time = new ManualTime();
    private final RecordedEvents events = new RecordedEvents();
    private final Semaphore bulkhead = new Semaphore(0);

    @Test
    void after_five_missed_deadlines_calls_go_on_but_nobody_needs_to_wait() {
        Provider provider = provider(() -> GOOD);
        for (int i = 0; i < 5; i++) {
            assertThat(miss(provider).handle().worthWaiting()).isTrue();
        }
        ChainCall sixth = call(provider);
        assertThat(sixth.handle().worthWaiting()).isFalse();
        sixth.run();
        assertThat(sixth.handle().outcome()).isCompletedWithValueMatching(LlmOutcome.Answered.class::isInstance);
        assertThat(events.misses()).hasSize(5).containsOnly("mock-llm");
    }

    @Test
    void the_waiting_resumes_when_a_background_answer_is_as_fast_as_callers_are_patient() {
        Provider provider = provider(() -> GOOD);
        for (int i = 0; i < 5; i++) {
            miss(provider).run();
        }
        run(provider, TIMEOUT.plusNanos(1));
        assertThat(call(provider).handle().worthWaiting()).isFalse();
        run(provider, TIMEOUT);
        assertThat(call(provider).handle().worthWaiting()).isTrue();
    }

    @Test
    void the_waiting_resumes_when_the_one_in_ten_is_answered_in_time() {
        Provider provider = provider(() -> GOOD);
        for (int i = 0; i < 5; i++) {
            miss(provider);
        }
        for (int i = 0; i < 9; i++) {
            assertThat(call(provider).handle().worthWaiting()).isFalse();
        }
        ChainCall tenth = call(provider);
        assertThat(tenth.handle().worthWaiting()).isTrue();
        tenth.run();
        assertThat(call(provider).handle().worthWaiting()).isTrue();
    }

    @Test
    void answers_in_time_keep_the_waiting_alive() {
        Provider provider = provider(() -> GOOD);
        for (int i = 0; i < 20; i++) {
            miss(provider);
            call(provider).run();
        }
        assertThat(call(provider).handle().worthWaiting()).isTrue();
    }

    @Test
    void a_miss_counts_once_and_not_after_the_outcome() {
        Provider provider = provider(() -> GOOD);
        LlmCall missed = miss(provider).handle();
        missed.missed();
        ChainCall answered = call(provider);
        answered.run();
        answered.handle().missed();
        assertThat(events.misses()).hasSize(1);
    }

    @Test
    void failures_say_nothing_about_patience() {
        Provider provider = provider(() -> new LlmReply.NoAnswer(LlmFailure.RATE_LIMIT));
        for (int i = 0; i < 10; i++) {
            call(provider).run();
            time.advance(Duration.ofMinutes(1));
        }
        assertThat(call(provider).handle().worthWaiting()).isTrue();
    }

    @Test
    void a_client_that_throws_still_completes_the_call_and_frees_the_probe() {
        Provider provider = provider(() -> {
            throw new IllegalStateException("broken");
        });
        provider.admit().orElseThrow().abandon();
        ChainCall call = call(provider);
        assertThatThrownBy(call::run).isInstanceOf(IllegalStateException.class);
        assertThat(call.handle().outcome()).isCompletedWithValue(Lanes.failed(LlmFailure.NETWORK));
        assertThat(bulkhead.availablePermits()).isEqualTo(1);
        assertThat(provider.admit()).isPresent();
    }

    private ChainCall miss(Provider provider) {
        ChainCall call = call(provider);
        time.advance(TIMEOUT);
        call.handle().missed();
        return call;
    }

    private void run(Provider provider, Duration latency) {
        ChainCall call = call(provider);
        time.advance(latency);
        call.run();
    }

    private ChainCall call(Provider provider) {
        return new ChainCall(Lanes.TEXT, provider.admit().orElseThrow(), List.of(), bulkhead, events, time::nanos);
    }

    private Provider provider(Supplier<LlmReply> reply) {
        LlmClient client = new LlmClient() {
            @Override
            public LlmReply ask(FeedbackText text) {
                return reply.get();
            }

            @Override
            public void close() {}
        };
        return new Provider(
                new ProviderSettings.Mock(Duration.ZERO),
                client,
                LlmCircuit.create(time::nanos, new Random(1), Duration.ofSeconds(30)),
                Optional.empty(),
                DailyBudget.unlimited(new ManualClock(Lanes.NOW)),
                events,
                time::nanos);
    }
}
