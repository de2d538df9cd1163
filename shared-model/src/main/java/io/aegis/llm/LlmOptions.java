/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import io.aegis.settings.Environment;
import io.aegis.settings.InvalidSettingsException;
import io.aegis.settings.Secret;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of the LLM lane as an operator gives them, the same for every application.
 *
 * @param order providers, first to last
 * @param endpoints of every provider
 * @param maxConcurrency calls at once
 * @param dailyBudgetUsd spending of a day after which no call is made; unlimited when empty
 * @param prices US dollars per million tokens by model, as written
 * @param cooldown the longest a circuit stays open without a Retry-After
 * @param mock the built-in mock instead of providers
 */
public record LlmOptions(
        List<ProviderKind> order,
        Map<ProviderKind, Endpoint> endpoints,
        int maxConcurrency,
        Optional<BigDecimal> dailyBudgetUsd,
        Optional<String> prices,
        Duration cooldown,
        Optional<ProviderSettings.Mock> mock) {

    private static final Set<String> WEB = Set.of("http", "https");
    private static final List<ProviderKind> USUAL_ORDER = List.of(ProviderKind.GROQ, ProviderKind.OPENAI);
    private static final int USUAL_MOCK_DELAY_MS = 300;

    /** Copies the collections. */
    public LlmOptions {
        order = List.copyOf(order);
        endpoints = Map.copyOf(endpoints);
    }

    /**
     * A provider of LLMs.
     *
     * @param key without which it is not called
     * @param baseUrl instead of the provider's own
     * @param model its name at the provider
     */
    public record Endpoint(Optional<Secret> key, Optional<URI> baseUrl, String model) {}

    /** Reads them; meaningful only when the environment refuses nothing afterwards. */
    public static LlmOptions from(Environment environment) {
        Duration mockDelay = Duration.ofMillis(
                environment.integer("MOCK_LLM_DELAY_MS", 0, 60_000).orElse(USUAL_MOCK_DELAY_MS));
        double disagreement = environment
                .decimal("MOCK_LLM_DISAGREEMENT", "0", "1")
                .map(BigDecimal::doubleValue)
                .orElse(ProviderSettings.Mock.USUAL_DISAGREEMENT);
        ProviderSettings.Mock mock = new ProviderSettings.Mock(mockDelay, disagreement);
        Map<ProviderKind, Endpoint> endpoints = new EnumMap<>(ProviderKind.class);
        for (ProviderKind kind : ProviderKind.values()) {
            endpoints.put(kind, endpoint(environment, kind));
        }
        return new LlmOptions(
                order(environment),
                endpoints,
                environment.integer("AI_MAX_CONCURRENCY", 1, 10_000).orElse(50),
                environment.decimal("AI_DAILY_BUDGET_USD", "0", "1000000"),
                environment.string("AI_PRICES"),
                environment.seconds("AI_COOLDOWN_SECONDS", "1", "3600").orElse(Duration.ofSeconds(30)),
                environment.bool("ENABLE_MOCK_MODE").filter(on -> on).map(on -> mock));
    }

    private static List<ProviderKind> order(Environment environment) {
        List<String> names = environment.list("AI_PROVIDERS");
        List<ProviderKind> order = names.stream()
                .flatMap(
                        name -> USUAL_ORDER.stream().filter(kind -> kind.label().equals(name)))
                .distinct()
                .toList();
        if (order.size() < names.size()) {
            environment.refuse("AI_PROVIDERS", "allowed: groq, openai, or both, each once, in the order to try them");
        }
        return order.isEmpty() ? USUAL_ORDER : order;
    }

    private static Endpoint endpoint(Environment environment, ProviderKind kind) {
        String prefix = kind.label().toUpperCase(Locale.ROOT);
        return new Endpoint(
                environment.secret(prefix + "_API_KEY"),
                environment.uri(prefix + "_BASE_URL", WEB),
                environment.string(prefix + "_MODEL").orElse(kind.defaultModel()));
    }

    /**
     * The lane: the mock alone when it is on, else every provider that has a key, in the order that is set.
     *
     * @param answerLimit how long one attempt at one provider may take
     * @throws InvalidSettingsException when settings that are right by themselves do not go together
     */
    public LlmSettings lane(Duration answerLimit) {
        LlmSettings lane = LlmSettings.of(chain())
                .withMaxConcurrency(maxConcurrency)
                .withCooldown(cooldown)
                .withAnswerLimit(answerLimit);
        try {
            LlmSettings priced =
                    lane.withPrices(prices.map(PriceTable.builtIn()::with).orElseGet(PriceTable::builtIn));
            return dailyBudgetUsd.map(priced::withDailyBudgetUsd).orElse(priced);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(List.of("AI_PRICES: " + e.getMessage()));
        }
    }

    private List<ProviderSettings> chain() {
        if (mock.isPresent()) {
            return List.of(mock.get());
        }
        List<ProviderSettings> chain = new ArrayList<>();
        for (ProviderKind kind : order) {
            Optional.ofNullable(endpoints.get(kind))
                    .ifPresent(endpoint ->
                            endpoint.key().ifPresent(key -> chain.add(remote(kind, endpoint, key.reveal()))));
        }
        return chain;
    }

    private static ProviderSettings remote(ProviderKind kind, Endpoint endpoint, String key) {
        try {
            return new ProviderSettings.Remote(
                    kind, endpoint.baseUrl().orElseGet(kind::defaultBaseUrl), key, endpoint.model());
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(
                    List.of(kind.name() + "_API_KEY, _BASE_URL or _MODEL: " + e.getMessage()));
        }
    }
}
