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
import java.util.stream.Stream;

/** What {@code service-identity.txt} says of labels, of those who tell of others, and of names that tell another. Immutable. */
final class IdentityRules {

    private static final String RESOURCE = "service-identity.txt";

    private final Map<String, Label> labels = new HashMap<>();
    private final Map<Reporter, List<Pattern>> reporters = new EnumMap<>(Reporter.class);
    private final List<Pattern> found = new ArrayList<>();
    private final List<Pattern> templates = new ArrayList<>();
    private final List<Pattern> namespaced = new ArrayList<>();
    private final List<Pattern> scales = new ArrayList<>();
    private final Set<Kind> qualified = EnumSet.noneOf(Kind.class);

    private IdentityRules() {}

    /** What a label says. */
    enum Kind {
        NAMESPACE,
        WORKLOAD,
        AUTOSCALER,
        POD,
        NAME,
        CONTAINER,
        JOB,
        OBJECT,
        NODE,
        PLACE
    }

    /** Who tells of others. */
    enum Reporter {
        /** Of the machine or system at its node or instance. */
        EXPORTER,
        /** Of whatever a cluster knows, never of its own instance. */
        CLUSTER,
        /** Of others by its labels; else it is a service itself. */
        GATEWAY
    }

    /** What a label says, and how well: the less, the better. */
    record Label(Kind kind, int rank) {}

    /** The rules of the file. */
    static IdentityRules load() {
        IdentityRules rules = new IdentityRules();
        try (InputStream in = Objects.requireNonNull(IdentityRules.class.getResourceAsStream(RESOURCE), RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(rules::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rules;
    }

    /** What a label says, if it says anything of a service. */
    Optional<Label> label(String name) {
        return Optional.ofNullable(labels.get(name));
    }

    /** Whether what a label of a kind says is told with the namespace in front. */
    boolean qualified(Kind kind) {
        return qualified.contains(kind);
    }

    /** How a job, service or container of this name tells of others; empty when it does not. */
    Optional<Reporter> reporter(String name) {
        // Nobody is known by a name that no label has room for, and patterns take their time.
        return name.length() > Series.MAX_VALUE_LENGTH
                ? Optional.empty()
                : reporters.entrySet().stream()
                        .filter(each -> any(each.getValue(), plain(name)))
                        .map(Map.Entry::getKey)
                        .findFirst();
    }

    /** Whether a job says no more than how Prometheus found somebody. */
    boolean found(String job) {
        return any(found, job);
    }

    /** The name as patterns have it. */
    static String plain(String name) {
        return name.replace('_', '-');
    }

    /** The workload that the name of a pod tells, which is surer where its namespace is known. */
    Optional<String> workload(String pod, boolean withNamespace) {
        Optional<String> told = first(templates, pod);
        return told.isPresent() || !withNamespace ? told : first(namespaced, pod);
    }

    /** The workload that an autoscaler of this name scales. */
    String scaled(String autoscaler) {
        return first(scales, autoscaler).orElse(autoscaler);
    }

    private static boolean any(List<Pattern> patterns, String name) {
        return patterns.stream().anyMatch(each -> each.matcher(name).matches());
    }

    private static Optional<String> first(List<Pattern> patterns, String name) {
        return patterns.stream()
                .map(each -> each.matcher(name))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    private void read(String line) {
        int colon = line.indexOf(':');
        String what = line.substring(0, colon);
        String rest = line.substring(colon + 1).strip();
        switch (what) {
            case "template" -> templates.add(Pattern.compile(rest));
            case "namespaced" -> namespaced.add(Pattern.compile(rest));
            case "scales" -> scales.add(Pattern.compile(rest));
            case "qualified" ->
                several(rest)
                        .map(kind -> kind.toUpperCase(Locale.ROOT))
                        .forEach(kind -> qualified.add(Kind.valueOf(kind)));
            case "found" ->
                several(rest).map(IdentityRules::glob).map(Pattern::compile).forEach(found::add);
            case "exactly" -> several(rest).map(IdentityRules::glob).forEach(glob -> add(Reporter.EXPORTER, glob));
            case "exporter", "cluster", "gateway" ->
                several(rest)
                        .map(name -> (name.startsWith("*") ? "" : "(?:.*[-/])?") + glob(name))
                        .forEach(pattern -> add(Reporter.valueOf(what.toUpperCase(Locale.ROOT)), pattern));
            default -> {
                Kind kind = Kind.valueOf(what.toUpperCase(Locale.ROOT));
                int rank = 0;
                for (String name : several(rest).toList()) {
                    labels.put(name, new Label(kind, rank++));
                }
            }
        }
    }

    private void add(Reporter reporter, String pattern) {
        reporters.computeIfAbsent(reporter, _ -> new ArrayList<>()).add(Pattern.compile(pattern));
    }

    private static Stream<String> several(String rest) {
        return Stream.of(rest.split(" \\| ", -1));
    }

    private static String glob(String glob) {
        return Pattern.quote(glob).replace("*", "\\E.*\\Q");
    }
}
