/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.policy.PolicySettings;
import io.aegis.settings.Environment;
import io.aegis.settings.InvalidSettingsException;
import io.aegis.settings.LogThreshold;
import io.aegis.settings.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnlineSettingsTest {

    private static final String URL = "mariadb://user:s3cret@db:3306/aegis";

    @Test
    void with_nothing_but_a_database_the_documented_defaults_hold() {
        OnlineSettings settings = settings(Map.of());

        assertThat(settings.listen().host()).isEqualTo("127.0.0.1");
        assertThat(settings.listen().port()).isEqualTo(8000);
        assertThat(settings.batch()).isEqualTo(URI.create("http://127.0.0.1:8001"));
        assertThat(settings.dataDirectory()).isEqualTo(Path.of(".aegis"));
        assertThat(settings.database().replica()).isEmpty();
        assertThat(settings.access().defaultKey()).isTrue();
        assertThat(settings.access().publicIntake()).isTrue();
        assertThat(settings.access().ratePerSecond()).isEmpty();
        assertThat(settings.access().trustedProxies()).isEmpty();
        assertThat(settings.llm().timeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.rulesFile()).isEmpty();
        assertThat(settings.alerts().allowPrivate()).isFalse();
        assertThat(settings.scoring().anomalyThreshold()).isEqualTo(0.85);
        assertThat(settings.scoring().failureWindow()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.scoring().minTrainingSamples()).isEqualTo(100);
        assertThat(settings.policy().timeout()).isEqualTo(Duration.ofMillis(100));
        assertThat(settings.policy().onUnavailable()).isEqualTo(PolicySettings.Stance.DENY);
        assertThat(settings.schedules().keep()).isEqualTo(Duration.ofDays(90));
        assertThat(settings.logLevel()).isEqualTo(LogThreshold.INFO);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 9001, http://127.0.0.1:9001",
        "::, 9001, http://127.0.0.1:9001",
        "::1, 9001, http://[::1]:9001",
        "batch.internal, 9001, http://batch.internal:9001",
    })
    void the_batch_application_is_called_where_it_listens(String host, String port, String url) {
        assertThat(settings(Map.of("AEGIS_BATCH_HOST", host, "AEGIS_BATCH_PORT", port))
                        .batch())
                .isEqualTo(URI.create(url));
        assertThat(settings(Map.of("AEGIS_BATCH_HOST", host, "AEGIS_BATCH_URL", "https://b.example"))
                        .batch())
                .isEqualTo(URI.create("https://b.example"));
    }

    @Test
    void without_a_database_it_says_how_to_get_one() {
        assertThatThrownBy(() -> OnlineSettings.from(Environment.of(Map.of(), Path.of("target"))))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("DATABASE_URL: is not set")
                .hasMessageContaining("ops/aegis up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::"})
    void the_known_key_opens_no_router_to_the_outside(String host) {
        assertRefused(Map.of("AEGIS_HOST", host), "API_KEY: ");
        assertRefused(Map.of("AEGIS_HOST", host, "API_KEY", "dev_api_key"), "API_KEY: ");
        assertRefused(Map.of("AEGIS_HOST", host, "API_KEY", "fifteen letters"), "API_KEY: can be guessed");
        assertRefused(Map.of("AEGIS_HOST", host, "API_KEY", "abababababababababab"), "API_KEY: can be guessed");
    }

    @Test
    void outside_of_loopback_intake_is_not_public_unless_it_is_said_so() {
        Map<String, String> outside = Map.of("AEGIS_HOST", "0.0.0.0", "API_KEY", "sixteen letters!");
        Map<String, String> open = new HashMap<>(outside);
        open.put("PUBLIC_INTAKE", "true");

        assertThat(settings(outside).access().publicIntake()).isFalse();
        assertThat(settings(outside).access().defaultKey()).isFalse();
        assertThat(settings(open).access().publicIntake()).isTrue();
        assertThat(settings(Map.of("AEGIS_HOST", "localhost")).access().publicIntake())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AEGIS_HOST|no such host",
                "AEGIS_PORT|65536",
                "AEGIS_BATCH_PORT|0",
                "AEGIS_BATCH_URL|batch",
                "AEGIS_BATCH_HOST|a b",
                "AEGIS_ALLOWED_HOSTS|http://x",
                "AEGIS_ALLOWED_ORIGINS|x",
                "AEGIS_LOG_LEVEL|loud",
                "AEGIS_EMBEDDINGS|perhaps",
                "TRUSTED_PROXIES|10.0.0.0/99",
                "TRUSTED_PROXY_ROLES|support=boss",
                "DATABASE_URL|postgres://x",
                "DATABASE_READ_URL|replica:3306",
                "DATABASE_READ_URL|mariadb://replica",
                "PUBLIC_INTAKE|perhaps",
                "RATE_LIMIT_PER_SECOND|0",
                "AI_TIMEOUT_SECONDS|0.04",
                "AI_TIMEOUT_SECONDS|31",
                "AI_PROVIDERS|groq,claude",
                "AI_PROVIDERS|groq,groq",
                "AI_MAX_CONCURRENCY|0",
                "AI_DAILY_BUDGET_USD|-1",
                "AI_COOLDOWN_SECONDS|0",
                "OPENAI_BASE_URL|ftp://x",
                "MOCK_LLM_DELAY_MS|-1",
                "RULES_FILE|no/such/file",
                "POLICY_FILE|target",
                "POLICY_ENGINE_URL|opa",
                "POLICY_TIMEOUT_MS|0",
                "POLICY_ON_UNAVAILABLE|maybe",
                "ALERT_WEBHOOK_URL|hooks",
                "ALERT_ALLOW_PRIVATE|x",
                "ANOMALY_THRESHOLD|1.1",
                "FAILURE_DETECTION_WINDOW|0",
                "DATABASE_LEAST_FREE_MB|0",
                "DATABASE_LEAST_FREE_MB|20000000",
                "DATABASE_LEAST_FREE_MB|much",
                "MIN_SAMPLES_FOR_TRAINING|9",
                "RETENTION_DAYS|0",
            })
    void a_wrong_value_is_refused_by_name(String name, String value) {
        assertRefused(Map.of(name, value), name + ": ");
    }

    @Test
    void no_secret_shows_in_the_settings_that_are_logged() {
        Map<String, String> secrets = new HashMap<>(Map.of(
                "API_KEY", "s3cret",
                "OPENAI_API_KEY", "s3cret",
                "GROQ_API_KEY", "s3cret",
                "DATABASE_PASSWORD", "s3cret",
                "DATABASE_USER", "u",
                "DISCORD_WEBHOOK_URL", "https://discord.example/s3cret",
                "ALERT_WEBHOOK_URL", "https://hook.example/s3cret",
                "ALERT_WEBHOOK_SECRET", "s3cret",
                "ALERTMANAGER_URL", "http://am.example/s3cret"));

        OnlineSettings settings = settings(secrets);

        assertThat(settings.toString()).doesNotContain("s3cret").contains("(secret)");
        assertThat(settings.alerts().discord()).contains(Secret.of("https://discord.example/s3cret"));
    }

    private static void assertRefused(Map<String, String> values, String start) {
        assertThatThrownBy(() -> settings(values))
                .isInstanceOfSatisfying(
                        InvalidSettingsException.class,
                        problem -> assertThat(problem.errors())
                                .singleElement()
                                .asString()
                                .startsWith(start));
    }

    private static OnlineSettings settings(Map<String, String> values) {
        Map<String, String> all = new HashMap<>(Map.of("DATABASE_URL", URL));
        all.putAll(values);
        return OnlineSettings.from(Environment.of(all, Path.of("target")));
    }
}
