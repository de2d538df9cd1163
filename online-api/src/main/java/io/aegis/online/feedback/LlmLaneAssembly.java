package io.aegis.online.feedback;

import io.aegis.llm.LlmSettings;
import io.aegis.llm.PriceTable;
import io.aegis.llm.ProviderKind;
import io.aegis.llm.ProviderSettings;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.settings.InvalidSettingsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes the LLM lane's settings of the product's. */
public final class LlmLaneAssembly {

    /** How long after the deadline an answer is still worth having; ten seconds of silence are a failure. */
    private static final Duration HARVEST = Duration.ofSeconds(10);

    private LlmLaneAssembly() {}

    /**
     * The lane: the mock alone when it is on, else every provider that has a key, in the order that is set.
     *
     * @throws InvalidSettingsException when settings that are right by themselves do not go together
     */
    public static LlmSettings of(OnlineSettings.Llm settings) {
        LlmSettings lane = LlmSettings.of(chain(settings))
                .withMaxConcurrency(settings.maxConcurrency())
                .withCooldown(settings.cooldown())
                .withAnswerLimit(settings.timeout().plus(HARVEST));
        try {
            LlmSettings priced = lane.withPrices(
                    settings.prices().map(PriceTable.builtIn()::with).orElseGet(PriceTable::builtIn));
            return settings.dailyBudgetUsd().map(priced::withDailyBudgetUsd).orElse(priced);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(List.of("AI_PRICES: " + e.getMessage()));
        }
    }

    private static List<ProviderSettings> chain(OnlineSettings.Llm settings) {
        if (settings.mock().isPresent()) {
            return List.of(new ProviderSettings.Mock(settings.mock().get()));
        }
        List<ProviderSettings> chain = new ArrayList<>();
        for (String name : settings.order()) {
            ProviderKind kind = ProviderKind.valueOf(name.toUpperCase(Locale.ROOT));
            OnlineSettings.Endpoint endpoint = switch (kind) {
                case OPENAI -> settings.openai();
                case GROQ -> settings.groq();
            };
            endpoint.key().ifPresent(key -> chain.add(remote(kind, endpoint, key.reveal())));
        }
        return chain;
    }

    private static ProviderSettings remote(ProviderKind kind, OnlineSettings.Endpoint endpoint, String key) {
        try {
            return new ProviderSettings.Remote(
                    kind, endpoint.baseUrl().orElseGet(kind::defaultBaseUrl), key, endpoint.model());
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(
                    List.of(kind.name() + "_API_KEY, _BASE_URL or _MODEL: " + e.getMessage()));
        }
    }
}
