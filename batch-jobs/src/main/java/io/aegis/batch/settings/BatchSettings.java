/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.settings;

import io.aegis.access.AllowedHosts;
import io.aegis.access.AllowedOrigins;
import io.aegis.batch.jobs.CronCheck;
import io.aegis.db.DatabaseAccount;
import io.aegis.db.DatabaseSettings;
import io.aegis.db.outbox.Alerts;
import io.aegis.llm.LlmOptions;
import io.aegis.policy.PolicySettings;
import io.aegis.settings.Environment;
import io.aegis.settings.InvalidSettingsException;
import io.aegis.settings.Listen;
import io.aegis.settings.LogThreshold;
import io.aegis.settings.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Every setting of the batch application, checked. Names, defaults and meanings are those of the settings table in the
 * documentation.
 *
 * @param listen where the operator API listens
 * @param database how the database is reached
 * @param leastFreeBytes on the database's disk, below which imports wait
 * @param bootstrapKey opens the operator API
 * @param hosts names by which it may be called
 * @param origins sites whose pages may change something
 * @param crons when jobs run by themselves, until the database says otherwise
 * @param keep age at which data is removed
 * @param rulesFile topic and urgency rules instead of the built-in ones
 * @param training how models are trained
 * @param llm the LLM lane
 * @param reconcileTimeout how long the healing of fallback answers waits for an LLM: nobody waits for it
 * @param reconcileCallsPerMinute calls to each provider that all processes together may make for that; empty for any number
 * @param embeddings whether texts get vectors, and what is learned from these
 * @param watch how services are judged without being asked
 * @param policy who is asked before an action is recommended
 * @param alertChannels names of the channels that the online application delivers alerts to
 * @param logLevel the least severe messages that are logged
 */
public record BatchSettings(
        Listen listen,
        DatabaseSettings database,
        long leastFreeBytes,
        Secret bootstrapKey,
        AllowedHosts hosts,
        AllowedOrigins origins,
        Crons crons,
        Duration keep,
        Optional<Path> rulesFile,
        Training training,
        LlmOptions llm,
        Duration reconcileTimeout,
        OptionalInt reconcileCallsPerMinute,
        boolean embeddings,
        Watch watch,
        PolicySettings policy,
        List<String> alertChannels,
        LogThreshold logLevel) {

    /** Copies the channels. */
    public BatchSettings {
        alertChannels = List.copyOf(alertChannels);
    }

    /**
     * Six-field expressions, each for the first start only.
     *
     * @param reconcile the healing of fallback answers
     * @param train the training of models
     * @param retention the removal of old data
     * @param watch the judging of services
     * @param embed the making of vectors
     * @param group the grouping of what says the same
     * @param ownTopics the bringing of changed topics to rows
     * @param trainFeedback the training of the model of topics
     * @param burst the finding of bursts of feedback
     */
    public record Crons(
            String reconcile,
            String train,
            String retention,
            String watch,
            String embed,
            String group,
            String ownTopics,
            String trainFeedback,
            String burst) {}

    /**
     * How services are judged without being asked.
     *
     * @param window how old a sample may be against the newest to count
     * @param alertmanager whether an Alertmanager is told
     * @param dashboard the address of the dashboard in alerts
     */
    public record Watch(Duration window, boolean alertmanager, Optional<URI> dashboard) {}

    /**
     * How models are trained.
     *
     * @param minSamples moments of a service without which its combinations are not learned
     * @param incidents the folder under which incidents are imported from; empty when none may be
     */
    public record Training(int minSamples, Optional<Path> incidents) {}

    /**
     * Reads and checks all settings.
     *
     * @throws InvalidSettingsException with everything that is wrong
     */
    public static BatchSettings from(Environment environment) {
        Listen listen = Listen.from(environment, "AEGIS_BATCH_HOST", "AEGIS_BATCH_PORT", 8001);
        BatchSettings settings = new BatchSettings(
                listen,
                DatabaseSettings.from(environment, DatabaseAccount.BATCH),
                DatabaseSettings.leastFreeBytes(environment),
                listen.bootstrapKey(environment, "AEGIS_BATCH_HOST"),
                AllowedHosts.from(environment, listen.address()),
                AllowedOrigins.from(environment),
                new Crons(
                        cron(environment, "RECONCILE_CRON", "0 * * * * *"),
                        cron(environment, "TRAIN_CRON", "0 15 2 * * *"),
                        cron(environment, "RETENTION_CRON", "0 30 3 * * *"),
                        cron(environment, "FAILURE_WATCH_CRON", "20 * * * * *"),
                        cron(environment, "FEEDBACK_EMBED_CRON", "40 * * * * *"),
                        cron(environment, "FEEDBACK_GROUP_CRON", "50 * * * * *"),
                        cron(environment, "OWN_TOPICS_CRON", "45 * * * * *"),
                        cron(environment, "FEEDBACK_TRAIN_CRON", "0 45 2 * * *"),
                        cron(environment, "FEEDBACK_BURST_CRON", "30 */5 * * * *")),
                Duration.ofDays(environment.integer("RETENTION_DAYS", 1, 36_500).orElse(90)),
                environment.parsed(
                        "RULES_FILE",
                        "a file that can be read",
                        name -> Optional.of(Path.of(name)).filter(Files::isReadable)),
                new Training(
                        environment
                                .integer("MIN_SAMPLES_FOR_TRAINING", 10, 1_000_000)
                                .orElse(100),
                        environment.parsed(
                                "INCIDENT_IMPORT_DIR",
                                "a folder that can be read",
                                name -> Optional.of(Path.of(name))
                                        .filter(folder -> Files.isDirectory(folder) && Files.isReadable(folder)))),
                LlmOptions.from(environment),
                environment.seconds("RECONCILE_TIMEOUT_SECONDS", "0.5", "120").orElse(Duration.ofSeconds(30)),
                environment.integer("RECONCILE_CALLS_PER_MINUTE", 1, 1_000_000).stream()
                        .mapToInt(Integer::intValue)
                        .findFirst(),
                environment.bool("AEGIS_EMBEDDINGS").orElse(true),
                new Watch(
                        Duration.ofSeconds(environment
                                .integer("FAILURE_DETECTION_WINDOW", 1, 86_400)
                                .orElse(300)),
                        environment.string("ALERTMANAGER_URL").isPresent(),
                        environment.uri("AEGIS_DASHBOARD_URL", Set.of("http", "https"))),
                PolicySettings.from(environment),
                Alerts.channels(environment),
                environment.choice("AEGIS_LOG_LEVEL", LogThreshold.class).orElse(LogThreshold.INFO));
        environment.refuseIfWrong();
        // Settings that are right by themselves may not go together; better told here than when the job is built.
        settings.llm().lane(settings.reconcileTimeout());
        return settings;
    }

    private static String cron(Environment environment, String name, String otherwise) {
        String cron = environment
                .parsed(
                        name,
                        CronCheck.FORM + ", such as " + otherwise,
                        text -> Optional.of(text).filter(CronCheck::hasForm))
                .orElse(otherwise);
        CronCheck.problem(cron).ifPresent(wrong -> environment.refuse(name, wrong));
        return cron;
    }
}
