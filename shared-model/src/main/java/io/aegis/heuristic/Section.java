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
    private final Json.Fields fields;
    private final Mistakes mistakes;
    private final Set<String> known;

    private Section(String name, Json.Fields fields, Mistakes mistakes, Set<String> known) {
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
    static Section of(String name, Json value, Mistakes mistakes) {
        if (!(value instanceof Json.Fields)) {
            mistakes.add(value.at(), name + " must be an object in braces");
        }
        Json.Fields fields =
                value instanceof Json.Fields object ? object : new Json.Fields(value.at(), Map.of(), Map.of());
        return new Section(name, fields, mistakes, new LinkedHashSet<>(List.of(REMARK)));
    }

    /** The same object, which messages call by another name from now on. */
    Section named(String other) {
        return new Section(other, fields, mistakes, known);
    }

    Json.Place at() {
        return fields.at();
    }

    /** The names of all fields but remarks, in order. */
    List<String> names() {
        return fields.values().keySet().stream()
                .filter(field -> !field.equals(REMARK))
                .toList();
    }

    /** Where a field's name stands. */
    Json.Place placeOf(String field) {
        return fields.names().getOrDefault(field, at());
    }

    boolean has(String field) {
        return fields.values().containsKey(field);
    }

    /** The value of a field; a missing one is a mistake. */
    private Optional<Json> value(String field) {
        known.add(field);
        Optional<Json> value = Optional.ofNullable(fields.values().get(field));
        if (value.isEmpty()) {
            mistakes.add(at(), name + " lacks \"" + field + "\"");
        }
        return value;
    }

    /** A text that is not blank. */
    Json.Text text(String field) {
        Json value = value(field).orElse(new Json.Text(at(), "?"));
        if (value instanceof Json.Text text && !text.value().isBlank()) {
            return text;
        }
        mistakes.add(value.at(), "\"" + field + "\" of " + name + " must be a text in quotes");
        return new Json.Text(value.at(), "?");
    }

    /** A number in these bounds. */
    double number(String field, double least, double most) {
        Json value = value(field).orElse(new Json.Num(at(), least));
        if (value instanceof Json.Num number && number.value() >= least && number.value() <= most) {
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
        Json value = value(field).orElseThrow();
        if (value instanceof Json.Flag flag) {
            return flag.value();
        }
        mistakes.add(value.at(), "\"" + field + "\" of " + name + " must be true or false");
        return false;
    }

    /** One of the words of an enum, written in lower case. */
    <E extends Enum<E>> E choice(String field, Class<E> words) {
        Json.Text text = text(field);
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
    List<Json> items(String field) {
        Optional<Json> value = value(field);
        if (value.isPresent() && !(value.get() instanceof Json.Items)) {
            mistakes.add(value.get().at(), "\"" + field + "\" of " + name + " must be a list in brackets");
        }
        return value.orElse(new Json.Items(at(), List.of())) instanceof Json.Items items ? items.values() : List.of();
    }

    /** The texts of a list. */
    List<Json.Text> texts(String field) {
        List<Json.Text> texts = new ArrayList<>();
        for (Json item : items(field)) {
            if (item instanceof Json.Text text) {
                texts.add(text);
            } else {
                mistakes.add(item.at(), "\"" + field + "\" of " + name + " may hold texts in quotes only");
            }
        }
        return texts;
    }

    /** An object in this one. */
    Section section(String field) {
        Json value = value(field).orElse(new Json.Fields(at(), Map.of(), Map.of()));
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
