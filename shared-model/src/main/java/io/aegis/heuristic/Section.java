/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An object of a rule file, read field by field. What is missing or of a wrong kind is noted as a mistake and replaced
 * by something harmless, so that reading goes on to the next mistake. Not thread-safe.
 */
final class Section {

    /** A remark that may stand in every object. */
    private static final String REMARK = "doc";

    private final String name;
    private final LocatedJson.Fields fields;
    private final RuleFileErrors mistakes;
    private final Set<String> known;

    private Section(String name, LocatedJson.Fields fields, RuleFileErrors mistakes, Set<String> known) {
        this.name = name;
        this.fields = fields;
        this.mistakes = mistakes;
        this.known = known;
    }

    /**
     * A value that should be an object.
     *
     * @param name what messages call it
     */
    static Section of(String name, LocatedJson value, RuleFileErrors mistakes) {
        if (!(value instanceof LocatedJson.Fields)) {
            mistakes.add(value.at(), name + " must be an object in braces");
        }
        LocatedJson.Fields fields = value instanceof LocatedJson.Fields object
                ? object
                : new LocatedJson.Fields(value.at(), Map.of(), Map.of());
        return new Section(name, fields, mistakes, new LinkedHashSet<>(List.of(REMARK)));
    }

    /** The same object, which messages call by another name from now on. */
    Section named(String other) {
        return new Section(other, fields, mistakes, known);
    }

    LocatedJson.Place at() {
        return fields.at();
    }

    /** The names of all fields but remarks, in order. */
    List<String> names() {
        return fields.values().keySet().stream()
                .filter(field -> !field.equals(REMARK))
                .toList();
    }

    /** Where a field's name stands. */
    LocatedJson.Place placeOf(String field) {
        return fields.names().getOrDefault(field, at());
    }

    boolean has(String field) {
        return fields.values().containsKey(field);
    }

    /** The value of a field; a missing one is a mistake. */
    private Optional<LocatedJson> value(String field) {
        known.add(field);
        Optional<LocatedJson> value = Optional.ofNullable(fields.values().get(field));
        if (value.isEmpty()) {
            mistakes.add(at(), name + " lacks \"" + field + "\"");
        }
        return value;
    }

    /** A text that is not blank. */
    LocatedJson.Text text(String field) {
        LocatedJson value = value(field).orElse(new LocatedJson.Text(at(), "?"));
        if (value instanceof LocatedJson.Text text && !text.value().isBlank()) {
            return text;
        }
        mistakes.add(value.at(), "\"" + field + "\" of " + name + " must be a text in quotes");
        return new LocatedJson.Text(value.at(), "?");
    }

    /** A number in these bounds. */
    double number(String field, double least, double most) {
        LocatedJson value = value(field).orElse(new LocatedJson.Num(at(), least));
        if (value instanceof LocatedJson.Num number && number.value() >= least && number.value() <= most) {
            return number.value();
        }
        mistakes.add(value.at(), "\"" + field + "\" of " + name + " must be a number from " + least + " to " + most);
        return least;
    }

    /** A number in these bounds, or {@code otherwise} when the field is missing. */
    double number(String field, double least, double most, double otherwise) {
        known.add(field);
        return has(field) ? number(field, least, most) : otherwise;
    }

    /** A truth value; false when missing. */
    boolean flag(String field) {
        known.add(field);
        if (!has(field)) {
            return false;
        }
        LocatedJson value = value(field).orElseThrow();
        if (value instanceof LocatedJson.Flag flag) {
            return flag.value();
        }
        mistakes.add(value.at(), "\"" + field + "\" of " + name + " must be true or false");
        return false;
    }

    /** One of the words of an enum, written in lower case. */
    <E extends Enum<E>> E choice(String field, Class<E> words) {
        LocatedJson.Text text = text(field);
        List<E> all = List.of(words.getEnumConstants());
        Optional<E> chosen = all.stream()
                .filter(word -> word.name().toLowerCase(Locale.ROOT).equals(text.value()))
                .findFirst();
        if (chosen.isEmpty()) {
            mistakes.add(
                    text.at(),
                    "\"" + field + "\" of " + name + " must be one of "
                            + all.stream()
                                    .map(word -> word.name().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(", ")));
        }
        return chosen.orElse(all.getFirst());
    }

    /** The values of a list. */
    List<LocatedJson> items(String field) {
        Optional<LocatedJson> value = value(field);
        if (value.isPresent() && !(value.get() instanceof LocatedJson.Items)) {
            mistakes.add(value.get().at(), "\"" + field + "\" of " + name + " must be a list in brackets");
        }
        return value.orElse(new LocatedJson.Items(at(), List.of())) instanceof LocatedJson.Items items
                ? items.values()
                : List.of();
    }

    /** The texts of a list. */
    List<LocatedJson.Text> texts(String field) {
        List<LocatedJson.Text> texts = new ArrayList<>();
        for (LocatedJson item : items(field)) {
            if (item instanceof LocatedJson.Text text) {
                texts.add(text);
            } else {
                mistakes.add(item.at(), "\"" + field + "\" of " + name + " may hold texts in quotes only");
            }
        }
        return texts;
    }

    /** An object in this one. */
    Section section(String field) {
        LocatedJson value = value(field).orElse(new LocatedJson.Fields(at(), Map.of(), Map.of()));
        return of("\"" + field + "\"", value, mistakes);
    }

    /** To be called last: fields that nobody asked for are mistakes. */
    void refuseOthers() {
        for (String field : fields.values().keySet()) {
            if (!known.contains(field)) {
                mistakes.add(placeOf(field), name + " knows no \"" + field + "\", only " + String.join(", ", known));
            }
        }
    }

    /** What messages call it. */
    @Override
    public String toString() {
        return name;
    }
}
