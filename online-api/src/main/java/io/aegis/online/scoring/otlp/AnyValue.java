/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import io.aegis.online.scoring.wire.FieldNames;
import io.aegis.online.scoring.wire.WireCursor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A value of an attribute or of a record's body, as text.
 *
 * @param text of a scalar; of a list or a map its members', separated by spaces
 * @param members of a map, by their names; of other values none
 */
record AnyValue(String text, Map<String, String> members) {

    /** No value. */
    static final AnyValue NONE = new AnyValue("", Map.of());

    /** Levels of lists and maps whose texts are read. */
    private static final int DEEPEST = 8;

    private static final FieldNames VALUE = FieldNames.of(
            "1 stringValue", "2 boolValue", "3 intValue", "4 doubleValue", "5 arrayValue", "6 kvlistValue");
    private static final FieldNames LIST = FieldNames.of("1 values[]");
    private static final FieldNames PAIR = FieldNames.of("1 key", "2 value");

    /** Reads the value that a cursor stands at. */
    static AnyValue read(WireCursor in, OtlpBudget budget) throws IOException {
        return new Reading(in, budget).value(0);
    }

    /** Reads the pair of a key and a value that a cursor stands at, into a map. */
    static void readPair(WireCursor in, OtlpBudget budget, Map<String, String> into) throws IOException {
        new Reading(in, budget).pair(0, into);
    }

    private record Reading(WireCursor in, OtlpBudget budget) {

        private AnyValue value(int depth) throws IOException {
            budget.value();
            AnyValue[] value = {NONE};
            in.message(
                    VALUE,
                    field -> value[0] = switch (field) {
                        case 1 -> scalar(in.text());
                        case 2 -> scalar(Boolean.toString(in.bool()));
                        case 3 -> scalar(Long.toString(in.integer()));
                        case 4 -> scalar(Double.toString(in.number()));
                        case 5 -> depth < DEEPEST ? list(depth + 1) : NONE;
                        case 6 -> depth < DEEPEST ? map(depth + 1) : NONE;
                        default -> value[0];
                    });
            return value[0];
        }

        private static AnyValue scalar(String text) {
            return new AnyValue(text, Map.of());
        }

        private AnyValue list(int depth) throws IOException {
            StringBuilder text = new StringBuilder();
            in.message(LIST, field -> {
                if (field == 1) {
                    text.append(text.isEmpty() ? "" : " ").append(value(depth).text());
                }
            });
            return scalar(text.toString());
        }

        private AnyValue map(int depth) throws IOException {
            Map<String, String> members = new LinkedHashMap<>();
            in.message(LIST, field -> {
                if (field == 1) {
                    pair(depth, members);
                }
            });
            return new AnyValue(
                    members.entrySet().stream()
                            .map(member -> member.getKey() + "=" + member.getValue())
                            .collect(Collectors.joining(" ")),
                    members);
        }

        private void pair(int depth, Map<String, String> into) throws IOException {
            budget.value();
            String[] key = {""};
            AnyValue[] value = {NONE};
            in.message(PAIR, field -> {
                if (field == 1) {
                    key[0] = in.text();
                } else if (field == 2) {
                    value[0] = value(depth);
                }
            });
            if (!key[0].isEmpty() && !value[0].text().isEmpty()) {
                into.put(key[0], value[0].text());
            }
        }
    }
}
