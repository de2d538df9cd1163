/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.usage;

import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.llm.LlmAttempt;
import io.aegis.llm.LlmEvents;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Adds up what the LLM was asked and what it cost, off the request's path, and hands it on to the database, where the
 * figures of all replicas and of all days come together. Thread-safe.
 */
public final class UsageRecorder implements LlmEvents {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final LlmUsage NONE = new LlmUsage(0, 0, 0, 0, 0, 0, 0);

    private final ConcurrentMap<String, LlmUsage> pending = new ConcurrentHashMap<>();
    private final LlmUsageStore store;
    private final Ticker ticker;

    /** Records into a store. */
    public UsageRecorder(LlmUsageStore store, Ticker ticker) {
        this.store = store;
        this.ticker = ticker;
    }

    @Override
    public void attempted(LlmAttempt attempt) {
        add(
                attempt.provider(),
                new LlmUsage(
                        1,
                        attempt.failure().isPresent() ? 1 : 0,
                        0,
                        0,
                        attempt.usage().input(),
                        attempt.usage().output(),
                        attempt.costMicroUsd()));
    }

    @Override
    public void missed(String provider) {
        add(provider, new LlmUsage(0, 0, 1, 0, 0, 0, 0));
    }

    /** A late verdict of a provider upgraded a row. */
    public void upgraded(String provider) {
        add(provider, new LlmUsage(0, 0, 0, 1, 0, 0, 0));
    }

    /**
     * Hands on what was recorded so far.
     *
     * @throws DatabaseUnavailableException when the database did not take it; what it did not take is kept
     */
    public synchronized void flush() throws DatabaseUnavailableException {
        for (Map.Entry<String, LlmUsage> entry : Map.copyOf(pending).entrySet()) {
            String provider = entry.getKey();
            int colon = provider.indexOf(':');
            store.add(
                    colon < 0 ? provider : provider.substring(0, colon),
                    provider.substring(colon + 1),
                    entry.getValue(),
                    Deadline.after(ticker, TIMEOUT));
            pending.computeIfPresent(provider, (name, now) -> {
                LlmUsage left = sum(now, negative(entry.getValue()));
                return left.equals(NONE) ? null : left;
            });
        }
    }

    private void add(String provider, LlmUsage usage) {
        pending.merge(provider, usage, UsageRecorder::sum);
    }

    private static LlmUsage negative(LlmUsage usage) {
        return new LlmUsage(
                -usage.calls(),
                -usage.failures(),
                -usage.timeouts(),
                -usage.lateUpgrades(),
                -usage.inputTokens(),
                -usage.outputTokens(),
                -usage.costMicroUsd());
    }

    private static LlmUsage sum(LlmUsage one, LlmUsage other) {
        return new LlmUsage(
                one.calls() + other.calls(),
                one.failures() + other.failures(),
                one.timeouts() + other.timeouts(),
                one.lateUpgrades() + other.lateUpgrades(),
                one.inputTokens() + other.inputTokens(),
                one.outputTokens() + other.outputTokens(),
                one.costMicroUsd() + other.costMicroUsd());
    }
}
