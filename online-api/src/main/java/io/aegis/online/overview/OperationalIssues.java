/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.overview;

import io.aegis.circuit.CircuitSnapshot;
import io.aegis.db.outbox.OutboxDepth;
import io.aegis.db.overview.OperationsState;
import io.aegis.llm.LlmAdvice;
import io.aegis.llm.LlmFailure;
import io.aegis.llm.ProviderState;
import io.aegis.online.overview.OperationalIssue.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says what is wrong, the worst first. */
final class OperationalIssues {

    private static final long BYTES_PER_MB = 1_000_000;
    private static final Duration TOLD_OF_DEATHS = Duration.ofDays(1);
    private static final Duration LATE_BEAT = Duration.ofSeconds(90);
    static final Duration LATE_ALERT = Duration.ofMinutes(1);

    /** Channels that are named at most; one more is asked for, to know whether there are more. */
    static final int MOST_CHANNELS = 3;

    private static final Duration LATE_HEALING = Duration.ofMinutes(15);

    private final List<OperationalIssue> found = new ArrayList<>();

    private OperationalIssues() {}

    /** @param waiting channels that alerts wait for, whoever has waited longest first */
    static List<OperationalIssue> of(
            OperationsState state,
            OutboxDepth alerts,
            List<String> waiting,
            Map<String, ProviderState> providers,
            LocalHealth signs,
            Instant now) {
        OperationalIssues issues = new OperationalIssues();
        issues.disk(signs);
        issues.batch(state, signs.batchAway());
        issues.memory(signs, now);
        issues.llm(providers);
        issues.alerts(alerts, waiting);
        issues.backlog(state, providers, now);
        signs.mappingMistake().ifPresent(issues::mapping);
        issues.found.addAll(ModelIssues.of(state, now));
        return issues.found.stream()
                .sorted(Comparator.comparing(OperationalIssue::level))
                .toList();
    }

    private void disk(LocalHealth signs) {
        if (signs.diskFull()) {
            add(
                    "disk-full",
                    Level.CRITICAL,
                    "The database's disk is almost full",
                    "Nothing is stored: whoever sends something is told to come again, and imports wait. Left are "
                            + signs.diskFree().orElse(0) / BYTES_PER_MB + " MB.",
                    "Make room on the disk of the database, or give it a larger one; storing goes on by itself.",
                    "");
        }
    }

    private void memory(LocalHealth signs, Instant now) {
        signs.memoryDeaths().forEach((name, noted) -> {
            if (Duration.between(noted.last(), now).compareTo(TOLD_OF_DEATHS) < 0) {
                add(
                        "out-of-memory",
                        Level.WARNING,
                        name + " died for want of memory",
                        "The last time was " + noted.last().toString().replace('T', ' ') + "; in all it happened "
                                + (noted.times() == 1 ? "once." : noted.times() + " times."),
                        "Give it a larger heap (-Xmx in AEGIS_JAVA_OPTIONS), and report what it was doing then.",
                        "");
            }
        });
    }

    private void batch(OperationsState state, boolean away) {
        if (away || state.lastBeat().filter(ago -> ago.compareTo(LATE_BEAT) < 0).isEmpty()) {
            add(
                    "batch-away",
                    Level.CRITICAL,
                    "The batch application does not run",
                    "Imports wait, fallback answers are not healed, and schedules do not fire.",
                    "Start it with ops/aegis up, and look at its log with ops/aegis logs.",
                    "");
        }
        for (OperationsState.Missed missed : state.missed()) {
            add(
                    "schedule-missed",
                    Level.WARNING,
                    "The schedule " + missed.name() + " did not fire",
                    "It was due at "
                            + missed.dueAt().toString().substring(0, 16).replace('T', ' ') + " UTC.",
                    "See whether the batch application runs and whether the job is blocked by an execution under way.",
                    "jobs");
        }
        for (OperationsState.Failed failed : state.failed()) {
            add(
                    "job-failed",
                    Level.WARNING,
                    "The job " + failed.job() + " failed",
                    "Execution " + failed.execution() + " was its last.",
                    "Read why, mend it, and restart the execution: it goes on at the chunk that failed.",
                    "jobs?job=" + failed.job() + "&execution=" + failed.execution());
        }
        if (state.waitingImports() > 0) {
            add(
                    "imports-wait",
                    Level.WARNING,
                    state.waitingImports() == 1 ? "An import waits" : state.waitingImports() + " imports wait",
                    "Nobody has begun with it for two minutes.",
                    "See whether the batch application runs; it works through a few imports at once.",
                    "imports");
        }
    }

    private void llm(Map<String, ProviderState> providers) {
        if (providers.isEmpty()) {
            add(
                    "no-llm",
                    Level.INFO,
                    "No LLM is configured",
                    "Every answer is the heuristic's.",
                    "Put OPENAI_API_KEY or GROQ_API_KEY into .env and restart; or try ENABLE_MOCK_MODE=true.",
                    "");
        }
        long open = providers.values().stream()
                .filter(each -> each.circuit().state() == CircuitSnapshot.State.OPEN)
                .count();
        providers.forEach((name, provider) -> {
            CircuitSnapshot<LlmFailure> circuit = provider.circuit();
            if (circuit.state() == CircuitSnapshot.State.OPEN) {
                String why = circuit.reason()
                        .map(reason -> reason.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .orElse("unknown");
                add(
                        "circuit-open",
                        open == providers.size() ? Level.CRITICAL : Level.WARNING,
                        "The LLM provider " + name + " is cut off",
                        "Its last failure: " + why
                                + provider.lastError()
                                        .map(error -> ". Its server said: " + error)
                                        .orElse("")
                                + ". It is tried again in "
                                + Math.max(1, circuit.untilProbe().toSeconds()) + " s; answers do not wait for it.",
                        circuit.reason()
                                .map(failure -> LlmAdvice.of(name, failure, provider.lastError()))
                                .orElse("Ask it with ops/aegis llm test."),
                        "");
            }
        });
    }

    private void alerts(OutboxDepth alerts, List<String> late) {
        if (alerts.dead() > 0) {
            add(
                    "alerts-dead",
                    Level.CRITICAL,
                    alerts.dead() == 1 ? "An alert was given up" : alerts.dead() + " alerts were given up",
                    "Nobody was told by them of urgent feedback, or of what a rule took or a burst.",
                    "Check addresses and secrets of the channels and the webhook, and look at the urgent feedback in the inbox.",
                    "inbox?urgent=true");
        }
        alerts.oldest()
                .filter(waiting -> waiting.compareTo(LATE_ALERT) > 0)
                .ifPresent(waiting -> add(
                        "alerts-late",
                        Level.WARNING,
                        "Alerts are not delivered",
                        alerts.pending() + " wait" + named(late) + ", the oldest for " + waiting.toMinutes() + " min.",
                        "See under Settings, Channels, why the receiver does not take them (alertmanager, webhook and discord are set"
                                + " in the settings); they are tried again by themselves.",
                        "settings"));
    }

    private static String named(List<String> channels) {
        return channels.isEmpty()
                ? ""
                : " for " + String.join(", ", channels.subList(0, Math.min(channels.size(), MOST_CHANNELS)))
                        + (channels.size() > MOST_CHANNELS ? " and others" : "");
    }

    private void mapping(String mistake) {
        add(
                "mapping-wrong",
                Level.WARNING,
                "The changed METRIC_MAPPING_FILE is not used",
                "The mapping before it stays in use. " + mistake + ".",
                "Mend the file: it is read again by itself. ops/aegis metrics explain says what it makes of metrics.",
                "");
    }

    private void backlog(OperationsState state, Map<String, ProviderState> providers, Instant now) {
        boolean late = state.oldestFallback()
                .filter(oldest -> Duration.between(oldest, now).compareTo(LATE_HEALING) > 0)
                .isPresent();
        if (late && !providers.isEmpty()) {
            add(
                    "healing-late",
                    Level.WARNING,
                    state.fallbackOpen()
                            + (state.fallbackOpen() < OperationsState.MOST_FALLBACKS ? " answers" : " answers or more")
                            + " wait to be healed",
                    "They carry the heuristic's labels, the oldest for more than a quarter of an hour.",
                    "See that feedback-reconcile is scheduled and that the LLM answers it; or heal all of them now.",
                    "jobs?job=feedback-reconcile");
        }
    }

    private void add(String id, Level level, String title, String detail, String action, String link) {
        found.add(new OperationalIssue(id, level, title, detail, action, link));
    }
}
