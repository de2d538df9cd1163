/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the LLM lane behaves.
 *
 * @param chain providers in the order in which they are tried; empty for none
 * @param maxConcurrency calls under way at a time, 1 to 10,000
 * @param answerLimit how long one attempt at one provider may take, up to 5 minutes
 * @param cooldown the longest that a circuit stays open without a {@code Retry-After}, 1 second to 1 hour
 * @param dailyBudgetUsd what the calls of one UTC day may cost; empty for no limit
 * @param prices what models charge
 */
public record LlmSettings(
        List<ProviderSettings> chain,
        int maxConcurrency,
        Duration answerLimit,
        Duration cooldown,
        Optional<BigDecimal> dailyBudgetUsd,
        PriceTable prices) {

    private static final int DEFAULT_CONCURRENCY = 50;
    private static final Duration DEFAULT_ANSWER_LIMIT = Duration.ofMillis(10_500);
    private static final Duration DEFAULT_COOLDOWN = Duration.ofSeconds(30);

    private static final int MAX_CONCURRENCY = 10_000;
    private static final Duration MAX_ANSWER_LIMIT = Duration.ofMinutes(5);
    private static final Duration MIN_COOLDOWN = Duration.ofSeconds(1);
    private static final Duration MAX_COOLDOWN = Duration.ofHours(1);

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException in words for the operator, when one is broken, a provider is listed twice, or a
     *     budget is set and the price of a model is unknown
     */
    public LlmSettings {
        chain = List.copyOf(chain);
        check(
                maxConcurrency >= 1 && maxConcurrency <= MAX_CONCURRENCY,
                "LLM calls at a time must be 1 to 10000, not " + maxConcurrency);
        check(
                answerLimit.isPositive() && answerLimit.compareTo(MAX_ANSWER_LIMIT) <= 0,
                "an LLM call may take up to 5 minutes, not " + answerLimit);
        check(
                cooldown.compareTo(MIN_COOLDOWN) >= 0 && cooldown.compareTo(MAX_COOLDOWN) <= 0,
                "the cool-down must be 1 second to 1 hour, not " + cooldown);
        check(
                chain.stream().map(ProviderSettings::label).distinct().count() == chain.size(),
                "a provider is listed twice: " + chain);
        if (dailyBudgetUsd.isPresent()) {
            check(dailyBudgetUsd.get().signum() > 0, "the daily budget must be positive, not " + dailyBudgetUsd.get());
            for (ProviderSettings provider : chain) {
                checkPriced(provider, prices);
            }
        }
    }

    /** A chain with the defaults: 50 calls at a time of up to 10.5 s, 30 s of cool-down, no budget. */
    public static LlmSettings of(List<? extends ProviderSettings> chain) {
        return new LlmSettings(
                List.copyOf(chain),
                DEFAULT_CONCURRENCY,
                DEFAULT_ANSWER_LIMIT,
                DEFAULT_COOLDOWN,
                Optional.empty(),
                PriceTable.builtIn());
    }

    /** The same with another number of calls at a time. */
    public LlmSettings withMaxConcurrency(int calls) {
        return new LlmSettings(chain, calls, answerLimit, cooldown, dailyBudgetUsd, prices);
    }

    /** The same with another limit per attempt. */
    public LlmSettings withAnswerLimit(Duration limit) {
        return new LlmSettings(chain, maxConcurrency, limit, cooldown, dailyBudgetUsd, prices);
    }

    /** The same with another cool-down. */
    public LlmSettings withCooldown(Duration longest) {
        return new LlmSettings(chain, maxConcurrency, answerLimit, longest, dailyBudgetUsd, prices);
    }

    /** The same with a daily budget. The prices of all models must be known by then. */
    public LlmSettings withDailyBudgetUsd(BigDecimal usd) {
        return new LlmSettings(chain, maxConcurrency, answerLimit, cooldown, Optional.of(usd), prices);
    }

    /** The same with other prices. */
    public LlmSettings withPrices(PriceTable table) {
        return new LlmSettings(chain, maxConcurrency, answerLimit, cooldown, dailyBudgetUsd, table);
    }

    private static void checkPriced(ProviderSettings provider, PriceTable prices) {
        if (provider instanceof ProviderSettings.Remote remote) {
            check(
                    prices.of(remote.model()).isPresent(),
                    "a daily budget needs the price of %1$s: add %1$s=INPUT/OUTPUT (USD per million tokens) to AI_PRICES"
                            .formatted(remote.model()));
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
