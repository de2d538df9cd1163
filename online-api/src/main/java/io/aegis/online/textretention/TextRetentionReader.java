/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.textretention;

import io.aegis.db.textretention.TextRetention;
import io.aegis.online.http.json.JsonBody;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads out of a request for how long texts are kept, noting everything that is wrong. Strict, as what is misread erases texts:
 * fields that are not known are wrong here, and nothing has a value of its own when it is left out.
 */
final class TextRetentionReader {

    private static final String VERSION = "version";
    private static final String DEFAULT = "default_days";
    private static final String SOURCES = "sources";
    private static final String SOURCE = "source";
    private static final String DAYS = "days";

    /** As long as the channel of a submission. */
    private static final int LONGEST_SOURCE = 128;

    private TextRetentionReader() {}

    /** What is to be stored. */
    static TextRetention wanted(JsonBody body) {
        refuseOthers(body, Set.of(VERSION, DEFAULT, SOURCES));
        body.require(VERSION);
        return read(body, body.integer(VERSION, 0, Long.MAX_VALUE - 1));
    }

    /** What is to be tried. Who sends what they would store may leave the version in. */
    static TextRetention tried(JsonBody body) {
        refuseOthers(body, Set.of(VERSION, DEFAULT, SOURCES));
        body.refuseNull(VERSION);
        return read(body, body.integer(VERSION, 0, Long.MAX_VALUE - 1));
    }

    private static TextRetention read(JsonBody body, Optional<Long> version) {
        if (!body.names().contains(DEFAULT)) {
            body.wrong(DEFAULT, "is required; null keeps what has no days of its own for ever");
        }
        Optional<Integer> byDefault = days(body, DEFAULT);
        body.require(SOURCES);
        SortedMap<String, Integer> sources = new TreeMap<>();
        for (JsonBody each : body.objects(SOURCES, TextRetention.MOST_SOURCES)) {
            source(each, sources);
        }
        body.refuseIfWrong();
        return new TextRetention(version.orElse(0L), byDefault, sources);
    }

    private static void source(JsonBody body, Map<String, Integer> sources) {
        refuseOthers(body, Set.of(SOURCE, DAYS));
        body.require(SOURCE);
        body.require(DAYS);
        Optional<String> source = body.text(SOURCE, LONGEST_SOURCE);
        Optional<Integer> days = days(body, DAYS);
        if (source.filter(String::isEmpty).isPresent()) {
            body.wrong(SOURCE, "must have 1 to " + LONGEST_SOURCE + " characters");
        } else if (source.filter(sources::containsKey).isPresent()) {
            body.wrong(SOURCE, "is in the list twice");
        } else {
            // What is wrong with the days is noted: these are for who repeats the source.
            source.ifPresent(name -> sources.put(name, days.orElse(TextRetention.MOST_DAYS)));
        }
    }

    private static Optional<Integer> days(JsonBody body, String field) {
        return body.integer(field, 1, TextRetention.MOST_DAYS).map(Math::toIntExact);
    }

    private static void refuseOthers(JsonBody body, Set<String> known) {
        body.names().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> body.wrong(name, "is not known here"));
    }
}
