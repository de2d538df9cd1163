/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.load.http.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.ParseResult;

/**
 * The options of one run, and a record of every number that was asked for, so that a report lists what a run really used,
 * defaults included. Not thread-safe.
 */
final class Options {

    private final ParseResult line;
    private final SortedMap<String, String> used = new TreeMap<>();

    /** @param line the parsed command line of a scenario */
    Options(ParseResult line) {
        this.line = line;
    }

    /** What the scenario works on, where it takes a file. */
    Path file() {
        return line.matchedPositionals().getFirst().getValue();
    }

    boolean has(LoadOption option) {
        return line.hasMatchedOption(option.typed());
    }

    Optional<String> text(LoadOption option) {
        return value(option).map(Object::toString);
    }

    private Optional<Object> value(LoadOption option) {
        return Optional.ofNullable(line.matchedOption(option.typed())).map(each -> each.getValue());
    }

    /**
     * A whole number.
     *
     * @throws UsageException when the one given is out of range
     */
    long number(LoadOption option, long otherwise, long least, long most) {
        long given = value(option).map(Long.class::cast).orElse(otherwise);
        if (given < least || given > most) {
            throw new UsageException(
                    option.typed() + " takes a number from " + least + " to " + most + ", not " + given);
        }
        used.put(option.label(), Long.toString(given));
        return given;
    }

    /** The servers to measure; one unless several addresses are given. */
    List<Target> targets() {
        List<?> urls = value(LoadOption.URL).<List<?>>map(List.class::cast).orElse(List.of("http://127.0.0.1:8000"));
        List<String> addresses = urls.stream().map(Object::toString).toList();
        used.put(LoadOption.URL.label(), String.join(" ", addresses));
        try {
            return addresses.stream().map(Target::of).toList();
        } catch (IllegalArgumentException e) {
            throw new UsageException(LoadOption.URL.typed() + ": " + e.getMessage());
        }
    }

    /** Where the database lies, as far as one can tell, since its filesystem is the one whose speed matters. */
    Path dataFolder(Map<String, String> environment) {
        return text(LoadOption.DATA_DIR)
                .or(() -> Optional.ofNullable(environment.get("AEGIS_DATA_DIR")))
                .map(Path::of)
                .or(() -> Optional.of(Path.of(".aegis")).filter(Files::isDirectory))
                .orElse(Path.of("."));
    }

    /** Every number and address asked for so far, by name. The key is never among them. */
    SortedMap<String, String> used() {
        return Collections.unmodifiableSortedMap(used);
    }
}
