/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a kind of message that are read, by their names in JSON, or the values of an enum by theirs. Names in lower camel
 * case and those of the {@code .proto} file mean the same, as the JSON mapping of Protocol Buffers has it. Immutable.
 */
public final class FieldNames {

    private static final Field UNKNOWN = new Field(0, "", false);
    private static final String LIST = "[]";
    private static final String NEEDED = "!";

    private final Map<String, Field> byName;
    private final Map<Integer, Field> byNumber;
    private final List<String> needed;

    private FieldNames(Map<String, Field> byName, Map<Integer, Field> byNumber, List<String> needed) {
        this.byName = Map.copyOf(byName);
        this.byNumber = Map.copyOf(byNumber);
        this.needed = List.copyOf(needed);
    }

    /**
     * A field.
     *
     * @param number 0 when it is none that is read
     * @param name in lower camel case
     * @param list whether it is repeated
     */
    record Field(int number, String name, boolean list) {}

    /**
     * Fields written as {@code number name}, the name in lower camel case; behind it {@code []} where the field is repeated, and
     * {@code !} where nothing of a message is read unless it has this field, or another that is marked so.
     */
    public static FieldNames of(String... fields) {
        Map<String, Field> byName = new HashMap<>();
        Map<Integer, Field> byNumber = new HashMap<>();
        List<String> needed = new ArrayList<>();
        for (String written : fields) {
            int space = written.indexOf(' ');
            String name = written.substring(space + 1).replace(LIST, "").replace(NEEDED, "");
            Field field = new Field(Integer.parseInt(written.substring(0, space)), name, written.contains(LIST));
            byName.put(name, field);
            byName.put(snakeCase(name), field);
            byNumber.put(field.number(), field);
            if (written.endsWith(NEEDED)) {
                needed.add(name);
            }
        }
        return new FieldNames(byName, byNumber, needed);
    }

    /** The field of a name. */
    Field field(String name) {
        return byName.getOrDefault(name, UNKNOWN);
    }

    /** The field of a number. */
    Field field(int number) {
        return byNumber.getOrDefault(number, UNKNOWN);
    }

    /** Whether there is such a name. */
    boolean has(String name) {
        return byName.containsKey(name);
    }

    /** The fields of which a message has to have one, if it has any that are not known here. */
    List<String> needed() {
        return needed;
    }

    private static String snakeCase(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char each = name.charAt(i);
            if (each >= 'A' && each <= 'Z' && i > 0 && Character.isLowerCase(name.charAt(i - 1))) {
                text.append('_').append((char) (each - 'A' + 'a'));
            } else {
                text.append(each);
            }
        }
        return text.toString();
    }
}
