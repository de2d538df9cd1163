/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/** The options of the scenarios: how they are typed, what they take, what they say of themselves. */
enum LoadOption {
    RATE("N", "requests a second"),
    SECONDS("N", "that are counted"),
    WARMUP("N", "seconds before those; requests, where one is as large as a history"),
    CLIENTS("N", "requests under way at once, at most"),
    COUNT("N", "how many are sent in all"),
    DISTINCT("N", "different texts"),
    LIMIT_SECONDS("N", "after which it ends, whatever is left"),
    SERIES("N", "different series"),
    SYSTEMS("N", "whose samples and logs come in turn"),
    SAMPLES("N", "of one request"),
    URGENT_PERCENT("N", "share of texts that are urgent"),
    SEED("N", "what is made up follows from it; without it each run's is new"),
    FIND_MAX("", "raise the rate until the server no longer keeps its word"),
    NO_GOALS("", "tell the figures, and succeed whatever they are"),
    URL("ADDRESS", "of the API, on loopback; several take turns"),
    KEY("KEY", "where the API asks for one"),
    DATA_DIR("FOLDER", "whose disk is told, and whose processes are watched"),
    JSON("FILE", "to write the report to as well");

    private final String value;
    private final String description;

    /**
     * An option named after its constant.
     *
     * @param value what its value is called; empty when it takes none
     */
    LoadOption(String value, String description) {
        this.value = value;
        this.description = description;
    }

    /** Its name without dashes, as reports have it. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its name as it is typed. */
    String typed() {
        return "--" + label();
    }

    /** What parses it. */
    OptionSpec spec() {
        OptionSpec.Builder spec = OptionSpec.builder(typed()).description(description);
        Optional<Class<?>> type = type();
        if (type.isEmpty()) {
            return spec.type(boolean.class).arity("0").build();
        }
        spec.paramLabel(value).arity("1");
        return this == URL
                ? spec.type(List.class).auxiliaryTypes(type.get()).build()
                : spec.type(type.get()).build();
    }

    private Optional<Class<?>> type() {
        return switch (value) {
            case "" -> Optional.empty();
            case "N" -> Optional.of(Long.class);
            case "FOLDER", "FILE" -> Optional.of(Path.class);
            default -> Optional.of(String.class);
        };
    }
}
