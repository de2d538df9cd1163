/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the service that labels of a monitoring system tell of: by its workload, else its pod, a name that somebody gave it, its
 * container, its job or its place; with its namespace in front, where there is one. An exporter is never the service that it
 * tells of. Which labels say what is data, {@code service-identity.txt}. Immutable.
 */
public final class ServiceIdentity {

    private static final String RESOURCE = "service-identity.txt";
    private static final ServiceIdentity RULES = load();

    private final Map<String, Label> labels = new HashMap<>();
    private final List<Pattern> exporters = new ArrayList<>();
    private final List<Pattern> templates = new ArrayList<>();
    private final List<Pattern> namespaced = new ArrayList<>();
    private final Set<Kind> qualified = EnumSet.noneOf(Kind.class);

    private ServiceIdentity() {}

    /** What a label says. */
    private enum Kind {
        NAMESPACE,
        WORKLOAD,
        POD,
        NAME,
        CONTAINER,
        JOB,
        PLACE
    }

    /** What a label says, and how well: the less, the better. */
    private record Label(Kind kind, int rank) {}

    /** The most telling labels of each kind. */
    private static final class Told {
        private final Map<Kind, String> values = new EnumMap<>(Kind.class);
        private final Map<Kind, Integer> ranks = new EnumMap<>(Kind.class);

        private void note(Label label, String value) {
            if (!value.isEmpty() && label.rank() < ranks.getOrDefault(label.kind(), Integer.MAX_VALUE)) {
                values.put(label.kind(), value);
                ranks.put(label.kind(), label.rank());
            }
        }

        private Optional<String> of(Kind kind) {
            return Optional.ofNullable(values.get(kind));
        }
    }

    /** The service that labels tell of; empty when they tell of none. */
    public static Optional<String> of(Map<String, String> labels) {
        return RULES.service(RULES.told(labels));
    }

    /** The pod that labels tell of, with its namespace where that is known; empty when they tell of none. */
    public static Optional<String> pod(Map<String, String> labels) {
        Told told = RULES.told(labels);
        return told.of(Kind.POD)
                .filter(pod -> !RULES.isExporters(pod, told))
                .map(pod -> RULES.named(told, Kind.POD, pod));
    }

    private Told told(Map<String, String> all) {
        Told told = new Told();
        all.forEach((name, value) -> {
            Label label = labels.get(name);
            if (label != null) {
                told.note(label, value);
            }
        });
        return told;
    }

    private Optional<String> service(Told told) {
        Optional<String> name = told.of(Kind.NAME);
        Optional<String> job = told.of(Kind.JOB);
        Optional<String> pod = told.of(Kind.POD).filter(each -> !isExporters(each, told));
        // What Prometheus finds in Kubernetes has the scraped service for a label; it may be another one's.
        boolean scraped = pod.isPresent()
                && (told.of(Kind.NAMESPACE).isPresent()
                        || name.equals(job)
                        || name.filter(this::isExporter).isPresent());
        if (scraped) {
            name = Optional.empty();
        }
        Optional<String> given = name.filter(each -> !isExporter(each));
        return told.of(Kind.WORKLOAD)
                .map(each -> named(told, Kind.WORKLOAD, each))
                .or(() -> given.map(each -> named(told, Kind.NAME, each)))
                .or(() -> pod.map(each -> workload(each, told)
                        .map(workload -> named(told, Kind.WORKLOAD, workload))
                        .orElseGet(() -> named(told, Kind.POD, each))))
                .or(() -> told.of(Kind.CONTAINER)
                        .filter(each -> !isExporter(each))
                        .map(each -> named(told, Kind.CONTAINER, each)))
                .or(() -> job.filter(each -> !isExporter(each)).map(each -> named(told, Kind.JOB, each)))
                .or(() -> told.of(Kind.PLACE).map(each -> named(told, Kind.PLACE, each)))
                .or(() -> told.of(Kind.NAME))
                .or(() -> job)
                .or(() -> told.of(Kind.CONTAINER));
    }

    /** Whether a pod is that of the exporter whose words these are. */
    private boolean isExporters(String pod, Told told) {
        return told.of(Kind.JOB)
                .or(() -> told.of(Kind.NAME))
                .filter(this::isExporter)
                .filter(exporter -> !exporter.equals("kube-state-metrics"))
                .filter(pod::startsWith)
                .isPresent();
    }

    private boolean isExporter(String name) {
        return exporters.stream().anyMatch(each -> each.matcher(name).matches());
    }

    private Optional<String> workload(String pod, Told told) {
        return workload(templates, pod).or(() -> told.of(Kind.NAMESPACE).flatMap(_ -> workload(namespaced, pod)));
    }

    private static Optional<String> workload(List<Pattern> patterns, String pod) {
        return patterns.stream()
                .map(each -> each.matcher(pod))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    /** With the namespace, unless it is there already; no longer than a label may be, as it is stored and sent as one. */
    private String named(Told told, Kind kind, String name) {
        return told.of(Kind.NAMESPACE)
                .filter(_ -> qualified.contains(kind))
                .map(namespace -> ServiceName.within(namespace, name))
                .filter(both -> both.length() <= Series.MAX_VALUE_LENGTH)
                .orElse(name);
    }

    private static ServiceIdentity load() {
        ServiceIdentity identity = new ServiceIdentity();
        try (InputStream in = Objects.requireNonNull(ServiceIdentity.class.getResourceAsStream(RESOURCE), RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(identity::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return identity;
    }

    private void read(String line) {
        int colon = line.indexOf(':');
        String what = line.substring(0, colon);
        String rest = line.substring(colon + 1).strip();
        switch (what) {
            case "template" -> templates.add(Pattern.compile(rest));
            case "namespaced" -> namespaced.add(Pattern.compile(rest));
            case "qualified" -> {
                for (String kind : rest.split(" \\| ", -1)) {
                    qualified.add(Kind.valueOf(kind.toUpperCase(Locale.ROOT)));
                }
            }
            case "exporter" -> {
                for (String glob : rest.split(" \\| ", -1)) {
                    exporters.add(Pattern.compile(Pattern.quote(glob).replace("*", "\\E.*\\Q")));
                }
            }
            default -> {
                Kind kind = Kind.valueOf(what.toUpperCase(Locale.ROOT));
                int rank = 0;
                for (String name : rest.split(" \\| ", -1)) {
                    labels.put(name, new Label(kind, rank++));
                }
            }
        }
    }
}
