/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import io.aegis.monitoring.MetricType;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What becomes of a metric that OpenTelemetry's semantic conventions name, or its receivers send.
 *
 * @param metric its name
 * @param type what is judged
 * @param as how it is made of the points
 * @param scale by which that is multiplied
 * @param labels that series get besides those of the resource
 */
record Convention(String metric, MetricType type, Derivation as, double scale, Map<String, String> labels) {

    /** How a value is made of the points of a metric. */
    enum Derivation {
        /** Of each point its value. */
        VALUE,
        /** Growth of all points together, by second. */
        RATE,
        /** The value that 95 % of the histogram lie below, all points together, in milliseconds. */
        QUANTILE,
        /** The share of points that tell of errors of the server. */
        ERRORS,
        /** The share of the growth whose state is not idle. */
        BUSY,
        /** The share of the points whose state is used. */
        USED;

        /** Whether it is how things stand, and not what happened. */
        boolean isLevel() {
            return this == VALUE || this == USED;
        }
    }

    private static final double PERCENT = 100;
    private static final double MEGA = 1e-6;
    private static final Map<String, String> RPC = Map.of("protocol", "rpc");

    /** The metrics of servers, in the names of today and before, and the labels that their series get. */
    private static final Map<String, Map<String, String>> SERVERS = servers();

    private static final List<Convention> RESOURCES = List.of(
            new Convention("system.cpu.time", MetricType.CPU_USAGE, Derivation.BUSY, PERCENT, Map.of()),
            new Convention("system.memory.usage", MetricType.MEMORY_USAGE, Derivation.USED, PERCENT, Map.of()),
            new Convention("system.disk.io", MetricType.DISK_IO, Derivation.RATE, MEGA, Map.of()),
            new Convention("jvm.cpu.recent_utilization", MetricType.CPU_USAGE, Derivation.VALUE, PERCENT, Map.of()),
            new Convention("k8s.pod.cpu.usage", MetricType.CPU_USAGE, Derivation.VALUE, PERCENT, Map.of()),
            new Convention("container.cpu.usage", MetricType.CPU_USAGE, Derivation.VALUE, PERCENT, Map.of()),
            new Convention("container.cpu.utilization", MetricType.CPU_USAGE, Derivation.VALUE, 1, Map.of()),
            new Convention("container.memory.percent", MetricType.MEMORY_USAGE, Derivation.VALUE, 1, Map.of()),
            new Convention(
                    "k8s.pod.memory_limit_utilization", MetricType.MEMORY_USAGE, Derivation.VALUE, PERCENT, Map.of()),
            new Convention(
                    "k8s.container.memory_limit_utilization",
                    MetricType.MEMORY_USAGE,
                    Derivation.VALUE,
                    PERCENT,
                    Map.of()));

    /** Attributes that tell what a processor or memory does. */
    private static final List<String> STATES = List.of("state", "cpu.mode", "system.cpu.state", "system.memory.state");

    private static final Set<String> IDLE = Set.of("idle", "iowait", "wait");

    /** HTTP's status, in the names of today, before, and Micrometer. */
    private static final List<String> STATUS = List.of("http.response.status_code", "http.status_code", "status");

    private static final List<String> GRPC = List.of("rpc.response.status_code", "rpc.grpc.status_code");

    /** Those of gRPC's codes that are the server's fault: unknown, deadline, unimplemented, internal, unavailable, data loss. */
    private static final Set<String> GRPC_FAULTS = Set.of(
            "2",
            "4",
            "12",
            "13",
            "14",
            "15",
            "UNKNOWN",
            "DEADLINE_EXCEEDED",
            "UNIMPLEMENTED",
            "INTERNAL",
            "UNAVAILABLE",
            "DATA_LOSS");

    private static Map<String, Map<String, String>> servers() {
        Map<String, Map<String, String>> servers = new LinkedHashMap<>();
        servers.put("http.server.request.duration", Map.of());
        servers.put("http.server.duration", Map.of());
        servers.put("http.server.requests", Map.of());
        servers.put("rpc.server.call.duration", RPC);
        servers.put("rpc.server.duration", RPC);
        return Collections.unmodifiableMap(servers);
    }

    /** Metrics that are known, and how many others are preferred to each where several make the same series. */
    private static final Map<String, Integer> RANKS = ranks();

    private static Map<String, Integer> ranks() {
        Map<String, Integer> ranks = new HashMap<>();
        SERVERS.keySet().forEach(metric -> ranks.put(metric, ranks.size()));
        RESOURCES.forEach(convention -> ranks.put(convention.metric(), ranks.size()));
        return Map.copyOf(ranks);
    }

    /** How many others are preferred to a metric, such as a duration under its new name to the same under its old one. */
    static int rank(String metric) {
        return RANKS.getOrDefault(metric, RANKS.size());
    }

    /** What becomes of a metric; nothing where no convention knows it. */
    static List<Convention> of(String metric) {
        Map<String, String> labels = SERVERS.get(metric);
        if (labels == null) {
            return RESOURCES.stream()
                    .filter(convention -> convention.metric().equals(metric))
                    .toList();
        }
        return List.of(
                new Convention(metric, MetricType.REQUEST_RATE, Derivation.RATE, 1, labels),
                new Convention(metric, MetricType.RESPONSE_TIME, Derivation.QUANTILE, 1, labels),
                new Convention(metric, MetricType.ERROR_RATE, Derivation.ERRORS, 1, labels));
    }

    /** Whether a point counts for the share that is asked for. */
    boolean counts(OtlpPoint point) {
        Map<String, String> attributes = point.attributes();
        return switch (as) {
            case BUSY -> !IDLE.contains(first(STATES, attributes));
            case USED -> first(STATES, attributes).equals("used");
            case ERRORS -> isError(attributes);
            default -> true;
        };
    }

    private static boolean isError(Map<String, String> attributes) {
        String status = first(STATUS, attributes);
        if (!status.isEmpty()) {
            return status.startsWith("5");
        }
        String code = first(GRPC, attributes);
        return code.isEmpty() ? attributes.containsKey("error.type") : GRPC_FAULTS.contains(code);
    }

    private static String first(List<String> names, Map<String, String> attributes) {
        for (String name : names) {
            String value = attributes.get(name);
            if (value != null) {
                return value;
            }
        }
        return "";
    }

    /** Milliseconds of one of a metric's units; one where the unit is none of time. */
    static double milliseconds(String unit) {
        return switch (unit) {
            case "s", "seconds" -> 1_000;
            case "us" -> 1e-3;
            case "ns" -> 1e-6;
            default -> 1;
        };
    }
}
