/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import io.aegis.deadline.Ticker;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;

/**
 * What the LLM lane takes from the outside world.
 *
 * @param clock the time of day, for budgets and HTTP dates
 * @param ticker for latencies and pauses
 * @param random for the jitter of pauses; used by many threads
 * @param threads makes one thread per call
 */
public record LlmRuntime(Clock clock, Ticker ticker, RandomGenerator random, ThreadFactory threads) {

    /** The system's clocks, and virtual threads. */
    public static LlmRuntime system() {
        return new LlmRuntime(
                Clock.systemUTC(),
                Ticker.system(),
                new Random(),
                Thread.ofVirtual().name("llm").factory());
    }
}
