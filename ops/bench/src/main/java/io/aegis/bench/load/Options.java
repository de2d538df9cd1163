/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.load.http.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The command line, {@code SCENARIO [OPERAND] [--name value] [--flag]}, and a record of every number that was asked for, so that
 * a report lists what a run really used, defaults included. Not thread-safe.
 */
final class Options {

    private static final Set<String> FLAGS = Set.of("find-max", "no-goals");
    private static final Set<String> TEXTS = Set.of("url", "key", "json", "data-dir");
    private static final Set<String> NUMBERS = Set.of(
            "rate",
            "seconds",
            "warmup",
            "clients",
            "seed",
            "urgent-percent",
            "count",
            "distinct",
            "limit-seconds",
            "series",
            "systems",
            "samples");

    private final List<String> operands = new ArrayList<>();
    private final Map<String, List<String>> values = new HashMap<>();
    private final SortedMap<String, String> used = new TreeMap<>();

    /**
     * Reads a command line.
     *
     * @throws UsageException when an option is unknown or lacks its value
     */
    Options(List<String> arguments) {
        var rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            if (!argument.startsWith("--")) {
                operands.add(argument);
                continue;
            }
            String name = argument.substring(2);
            if (FLAGS.contains(name)) {
                values.put(name, List.of());
            } else if ((TEXTS.contains(name) || NUMBERS.contains(name)) && rest.hasNext()) {
                values.computeIfAbsent(name, _ -> new ArrayList<>()).add(rest.next());
            } else {
                throw new UsageException("unknown option, or one without its value: " + argument);
            }
        }
    }

    /** The word at that place: the scenario, then what it works on. */
    Optional<String> operand(int index) {
        return index < operands.size() ? Optional.of(operands.get(index)) : Optional.empty();
    }

    boolean has(String flag) {
        return values.containsKey(flag);
    }

    Optional<String> text(String name) {
        return values.getOrDefault(name, List.of()).stream().findFirst();
    }

    /**
     * A whole number.
     *
     * @throws UsageException when the one given is none or out of range
     */
    long number(String name, long otherwise, long least, long most) {
        String given = text(name).orElse(Long.toString(otherwise));
        if (!given.matches("\\d{1,18}") || Long.parseLong(given) < least || Long.parseLong(given) > most) {
            throw new UsageException("--" + name + " takes a number from " + least + " to " + most + ", not " + given);
        }
        used.put(name, given);
        return Long.parseLong(given);
    }

    /** The servers to measure; one unless several addresses are given. */
    List<Target> targets() {
        List<String> urls = values.getOrDefault("url", List.of("http://127.0.0.1:8000"));
        used.put("url", String.join(" ", urls));
        try {
            return urls.stream().map(Target::of).toList();
        } catch (IllegalArgumentException e) {
            throw new UsageException("--url: " + e.getMessage());
        }
    }

    /** Every number and address asked for so far, by name. The key is never among them. */
    SortedMap<String, String> used() {
        return Collections.unmodifiableSortedMap(used);
    }
}
