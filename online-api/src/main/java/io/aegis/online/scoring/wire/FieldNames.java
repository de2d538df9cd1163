/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.wire;

import java.util.HashMap;
import java.util.Map;

/**
 * The fields of a kind of message that are read, by their names in JSON. Names in lower camel case and those of the
 * {@code .proto} file mean the same, as the JSON mapping of Protocol Buffers has it. Immutable.
 */
public final class FieldNames {

    private final Map<String, Integer> numbers;

    private FieldNames(Map<String, Integer> numbers) {
        this.numbers = numbers;
    }

    /** Fields written as {@code number name}, the name in lower camel case. */
    public static FieldNames of(String... fields) {
        Map<String, Integer> numbers = new HashMap<>();
        for (String field : fields) {
            int space = field.indexOf(' ');
            int number = Integer.parseInt(field.substring(0, space));
            String name = field.substring(space + 1);
            numbers.put(name, number);
            numbers.put(snakeCase(name), number);
        }
        return new FieldNames(Map.copyOf(numbers));
    }

    /** The number of a field; 0 when it is none that is read. */
    int number(String name) {
        return numbers.getOrDefault(name, 0);
    }

    private static String snakeCase(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char each = name.charAt(i);
            if (each >= 'A' && each <= 'Z') {
                text.append('_').append((char) (each - 'A' + 'a'));
            } else {
                text.append(each);
            }
        }
        return text.toString();
    }
}
