/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.settings;

import io.aegis.access.AllowedHosts;
import io.aegis.access.AllowedOrigins;
import io.aegis.db.DatabaseSettings;
import io.aegis.db.keys.Role;
import io.aegis.llm.LlmOptions;
import io.aegis.monitoring.alert.LeastEffects;
import io.aegis.policy.PolicySettings;
import io.aegis.settings.Environment;
import io.aegis.settings.InvalidSettingsException;
import io.aegis.settings.Listen;
import io.aegis.settings.LogThreshold;
import io.aegis.settings.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every setting of the online API, checked. Names, defaults and meanings are those of the settings table in the
 * documentation; the settings of one concern stand together.
 *
 * @param listen where it listens
 * @param batch where the batch application's operator API is
 * @param dataDirectory of the embedded database, logs and pid files
 * @param database how the database is reached
 * @param access who may do what, and how often
 * @param llm the LLM lane
 * @param rulesFile topic and urgency rules instead of the built-in ones
 * @param alerts where alerts go
 * @param scoring bounds of anomaly and failure detection
 * @param policy who is asked before an action is recommended
 * @param schedules when the batch jobs run, and how long data is kept
 * @param embeddings whether texts get vectors, and what is learned from these
 * @param logLevel the least severe messages that are logged
 */
public record OnlineSettings(
        Listen listen,
        URI batch,
        Path dataDirectory,
        Database database,
        Access access,
        Llm llm,
        Optional<Path> rulesFile,
        Alerts alerts,
        Scoring scoring,
        PolicySettings policy,
        Schedules schedules,
        boolean embeddings,
        LogThreshold logLevel) {

    /**
     * Reads and checks all settings.
     *
     * @throws InvalidSettingsException with everything that is wrong
     */
    public static OnlineSettings from(Environment environment) {
        OnlineSettings settings = new OnlineSettingsReader(environment).read();
        environment.refuseIfWrong();
        return settings;
    }

    /**
     * How the database is reached.
     *
     * @param online as requests do
     * @param scoring as the read-only scoring path does
     * @param replica asked for what may be a little old
     * @param leastFreeBytes of its disk, below which nothing is written
     */
    public record Database(
            DatabaseSettings online,
            DatabaseSettings scoring,
            Optional<DatabaseSettings> replica,
            long leastFreeBytes) {}

    /**
     * Who may do what, and how often.
     *
     * @param bootstrapKey has all roles
     * @param publicIntake whether feedback is taken without a key
     * @param ratePerSecond requests per key, or per address without one; unlimited when empty
     * @param trustedProxies addresses and networks whose X-Forwarded-* headers count
     * @param hosts names by which it may be called
     * @param origins sites whose pages may change something
     * @param proxyRoles what members of groups may do whom trusted proxies name; nobody is believed while it is empty
     */
    public record Access(
            Secret bootstrapKey,
            boolean publicIntake,
            Optional<Integer> ratePerSecond,
            List<String> trustedProxies,
            AllowedHosts hosts,
            AllowedOrigins origins,
            Map<String, Set<Role>> proxyRoles) {

        /** Whether the bootstrap key is the one that everybody knows. */
        public boolean defaultKey() {
            return bootstrapKey.reveal().equals(Listen.DEFAULT_API_KEY);
        }
    }

    /**
     * The LLM lane.
     *
     * @param timeout the arbiter's deadline for the whole request
     * @param options who is asked, and within which limits
     */
    public record Llm(Duration timeout, LlmOptions options) {}

    /**
     * Where alerts go. Addresses are hidden, as they carry tokens.
     *
     * @param discord a Discord webhook
     * @param webhook any other webhook
     * @param webhookSecret signs what is sent to {@code webhook}
     * @param alertmanager an Alertmanager
     * @param allowPrivate whether private addresses may be called
     * @param dashboard address of the dashboard for those who are alerted; empty means where this process listens
     * @param channelKey seals what is stored of channels; empty stores it as it is
     */
    public record Alerts(
            Optional<Secret> discord,
            Optional<Secret> webhook,
            Optional<Secret> webhookSecret,
            Optional<Secret> alertmanager,
            boolean allowPrivate,
            Optional<URI> dashboard,
            Optional<Secret> channelKey) {}

    /**
     * Bounds of detection.
     *
     * @param anomalyThreshold 0..1; scores from here are anomalies
     * @param failureWindow how far back logs and metrics count
     * @param minTrainingSamples fewest samples that a model is trained on
     * @param metricMapping which Prometheus metrics are scored, instead of the built-in mapping
     * @param leastEffects how far off a value has to be before it can be an anomaly
     * @param alertMaxAge samples older than this alert nobody
     */
    public record Scoring(
            double anomalyThreshold,
            Duration failureWindow,
            int minTrainingSamples,
            Optional<Path> metricMapping,
            LeastEffects leastEffects,
            Duration alertMaxAge) {}

    /**
     * When batch jobs run (six-field Spring cron, UTC; checked where it is understood) and how long data is kept.
     *
     * @param reconcile the healing of fallback answers
     * @param train the training of models
     * @param retention the removal of old data
     * @param keep age at which data is removed
     */
    public record Schedules(
            Optional<String> reconcile, Optional<String> train, Optional<String> retention, Duration keep) {}
}
