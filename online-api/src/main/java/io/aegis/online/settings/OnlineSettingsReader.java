/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.settings;

import io.aegis.access.AllowedHosts;
import io.aegis.access.AllowedOrigins;
import io.aegis.db.DatabaseAccount;
import io.aegis.db.DatabaseSettings;
import io.aegis.llm.LlmOptions;
import io.aegis.monitoring.alert.LeastEffects;
import io.aegis.online.security.ProxyUsers;
import io.aegis.online.security.TrustedProxies;
import io.aegis.online.settings.OnlineSettings.Access;
import io.aegis.online.settings.OnlineSettings.Alerts;
import io.aegis.online.settings.OnlineSettings.Database;
import io.aegis.online.settings.OnlineSettings.Llm;
import io.aegis.online.settings.OnlineSettings.Schedules;
import io.aegis.online.settings.OnlineSettings.Scoring;
import io.aegis.policy.PolicySettings;
import io.aegis.settings.BatchAddress;
import io.aegis.settings.Environment;
import io.aegis.settings.Listen;
import io.aegis.settings.LogThreshold;
import io.aegis.settings.Secret;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes the settings of the online API out of an environment, with the checks that look at more than one. */
final class OnlineSettingsReader {

    private static final String HOST = "AEGIS_HOST";
    private static final String CHANNEL_KEY = "AEGIS_CHANNEL_KEY";
    private static final int SHORTEST_CHANNEL_KEY = 16;
    private static final Set<String> WEB = Set.of("http", "https");

    private final Environment environment;

    OnlineSettingsReader(Environment environment) {
        this.environment = environment;
    }

    /** The settings; meaningful only when the environment refuses nothing afterwards. */
    OnlineSettings read() {
        Listen listen = Listen.from(environment, HOST, "AEGIS_PORT", 8000);
        return new OnlineSettings(
                listen,
                BatchAddress.from(environment),
                environment
                        .parsed("AEGIS_DATA_DIR", "a path", text -> Optional.of(Path.of(text)))
                        .orElse(Path.of(".aegis")),
                database(),
                access(listen),
                llm(),
                file("RULES_FILE"),
                alerts(),
                scoring(),
                PolicySettings.from(environment),
                schedules(),
                environment.bool("AEGIS_EMBEDDINGS").orElse(true),
                environment.choice("AEGIS_LOG_LEVEL", LogThreshold.class).orElse(LogThreshold.INFO));
    }

    private Database database() {
        DatabaseSettings online = DatabaseSettings.from(environment, DatabaseAccount.ONLINE);
        return new Database(
                online,
                DatabaseSettings.from(environment, DatabaseAccount.SCORING),
                DatabaseSettings.replica(environment, online),
                DatabaseSettings.leastFreeBytes(environment));
    }

    private Access access(Listen listen) {
        boolean loopback = listen.address().isLoopbackAddress();
        Access access = new Access(
                listen.bootstrapKey(environment, HOST),
                environment.bool("PUBLIC_INTAKE").orElse(loopback),
                environment.integer("RATE_LIMIT_PER_SECOND", 1, 1_000_000),
                environment.list("TRUSTED_PROXIES"),
                AllowedHosts.from(environment, listen.address()),
                AllowedOrigins.from(environment),
                environment
                        .parsed(
                                "TRUSTED_PROXY_ROLES",
                                "groups and their roles, such as support=agent,ops=admin",
                                ProxyUsers::roles)
                        .orElse(Map.of()));
        try {
            TrustedProxies.of(access.trustedProxies());
        } catch (IllegalArgumentException e) {
            environment.refuse(
                    "TRUSTED_PROXIES", e.getMessage() + "; allowed: addresses and networks such as 10.0.0.0/8");
        }
        return access;
    }

    private Llm llm() {
        return new Llm(
                environment.seconds("AI_TIMEOUT_SECONDS", "0.05", "30").orElse(Duration.ofMillis(500)),
                LlmOptions.from(environment));
    }

    private Alerts alerts() {
        return new Alerts(
                hook("DISCORD_WEBHOOK_URL"),
                hook("ALERT_WEBHOOK_URL"),
                environment.secret("ALERT_WEBHOOK_SECRET"),
                hook("ALERTMANAGER_URL"),
                environment.bool("ALERT_ALLOW_PRIVATE").orElse(false),
                environment.uri("AEGIS_DASHBOARD_URL", WEB),
                channelKey());
    }

    private Optional<Secret> channelKey() {
        Optional<Secret> key = environment.secret(CHANNEL_KEY);
        if (key.filter(secret -> secret.reveal().length() < SHORTEST_CHANNEL_KEY)
                .isPresent()) {
            environment.refuse(
                    CHANNEL_KEY, "must have at least " + SHORTEST_CHANNEL_KEY + " characters that nobody can guess");
        }
        return key;
    }

    private Optional<Secret> hook(String name) {
        return environment.uri(name, WEB).map(address -> Secret.of(address.toString()));
    }

    private Scoring scoring() {
        return new Scoring(
                environment
                        .decimal("ANOMALY_THRESHOLD", "0", "1")
                        .orElse(new BigDecimal("0.85"))
                        .doubleValue(),
                Duration.ofSeconds(environment
                        .integer("FAILURE_DETECTION_WINDOW", 1, 86_400)
                        .orElse(300)),
                environment.integer("MIN_SAMPLES_FOR_TRAINING", 10, 10_000_000).orElse(100),
                file("METRIC_MAPPING_FILE"),
                environment
                        .parsed(
                                "LEAST_EFFECTS",
                                "like cpu_usage=2:0.05,error_rate=0.02:0",
                                OnlineSettingsReader::leastEffects)
                        .orElseGet(LeastEffects::standard),
                Duration.ofSeconds(
                        environment.integer("ALERT_MAX_AGE", 1, 86_400).orElse(300)));
    }

    private static Optional<LeastEffects> leastEffects(String text) {
        try {
            return Optional.of(LeastEffects.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Schedules schedules() {
        return new Schedules(
                environment.string("RECONCILE_CRON"),
                environment.string("TRAIN_CRON"),
                environment.string("RETENTION_CRON"),
                Duration.ofDays(environment.integer("RETENTION_DAYS", 1, 36_500).orElse(90)));
    }

    private Optional<Path> file(String name) {
        return environment.parsed(
                name,
                "the path of a readable file",
                text -> Optional.of(Path.of(text)).filter(path -> Files.isRegularFile(path) && Files.isReadable(path)));
    }
}
