/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import io.aegis.monitoring.ServiceIdentity;
import io.aegis.monitoring.failure.FailureType;
import io.aegis.monitoring.failure.FailureVerdict;
import io.aegis.monitoring.failure.FiringAlert;
import io.aegis.online.scoring.alerting.OwnAlerts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An alert of an Alertmanager. As evidence it is about the service that its labels name, see {@link ServiceIdentity};
 * its pod is told with its name; it tells of the type in its label {@code failure_type}, or of the one that its
 * name has a word of; and it is grave unless its label {@code severity} is warning, info, low, debug or none. At warning it is
 * grave if its name says that something does not run, see {@link OutageName}.
 *
 * @param fingerprint the sender's name of its labels
 * @param firing whether it goes on
 * @param labels names and values
 * @param begun when it began, as the sender wrote it
 */
record ReceivedAlert(String fingerprint, boolean firing, Map<String, String> labels, String begun) {

    private static final Set<String> MILD = Set.of("info", "low", "debug", "none");
    private static final Set<String> WARNING = Set.of("warning", "warn");
    private static final int LONGEST = 200;

    /** The first word that a name has decides: a timeout is a better word than an error. */
    private static final List<Map.Entry<String, FailureType>> WORDS = List.of(
            Map.entry("timeout", FailureType.DEPENDENCY_TIMEOUT),
            Map.entry("unreachable", FailureType.DEPENDENCY_TIMEOUT),
            Map.entry("crash", FailureType.CRASH_LOOP),
            Map.entry("restart", FailureType.CRASH_LOOP),
            Map.entry("memory", FailureType.MEMORY_PRESSURE),
            Map.entry("oom", FailureType.MEMORY_PRESSURE),
            Map.entry("cpu", FailureType.CPU_SATURATION),
            Map.entry("disk", FailureType.DISK_SATURATION),
            Map.entry("filesystem", FailureType.DISK_SATURATION),
            Map.entry("latency", FailureType.NETWORK_DELAY),
            Map.entry("slow", FailureType.NETWORK_DELAY),
            Map.entry("error", FailureType.ERROR_BURST),
            Map.entry("5xx", FailureType.ERROR_BURST),
            Map.entry("traffic", FailureType.TRAFFIC_SURGE),
            Map.entry("requestrate", FailureType.TRAFFIC_SURGE));

    /** Copies the labels. */
    ReceivedAlert {
        labels = Map.copyOf(labels);
    }

    /** Whether Aegis itself raised it, so that it says nothing new: what is evidence of nothing but itself would feed itself. */
    boolean own() {
        return OwnAlerts.raised(labels);
    }

    /** What it says as evidence. */
    FiringAlert evidence() {
        String name = shortened(labels.getOrDefault("alertname", "alert"));
        return new FiringAlert(
                service(),
                ServiceIdentity.pod(labels)
                        .filter(pod -> !pod.equals(service()))
                        .map(pod -> shortened(name + " of " + pod))
                        .orElse(name),
                type(name),
                grave(name));
    }

    private boolean grave(String name) {
        String severity = labels.getOrDefault("severity", "").toLowerCase(Locale.ROOT);
        return !MILD.contains(severity) && (!WARNING.contains(severity) || OutageName.is(name));
    }

    private String service() {
        return ServiceIdentity.of(labels).map(ReceivedAlert::shortened).orElse(FailureVerdict.NAMELESS);
    }

    private Optional<FailureType> type(String name) {
        Optional<FailureType> told =
                Optional.ofNullable(labels.get("failure_type")).flatMap(FailureType::ofLabel);
        String lower = name.toLowerCase(Locale.ROOT);
        return told.or(() -> WORDS.stream()
                .filter(word -> lower.contains(word.getKey()))
                .map(Map.Entry::getValue)
                .findFirst());
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST));
    }
}
