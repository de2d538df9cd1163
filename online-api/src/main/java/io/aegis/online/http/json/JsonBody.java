/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.aegis.feedback.ControlCharacters;
import io.aegis.naming.GivenName;
import io.aegis.problem.FieldError;
import io.aegis.problem.ProblemException;
import io.aegis.time.Rfc3339;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.UUID;

/**
 * Reads the fields of a JSON object and collects what is wrong with them. A getter whose field is absent, null or wrong
 * answers empty; wrong ones are noted, and {@link #refuseIfWrong} refuses the request with all of them. Types are never
 * converted: a number where a text is wanted is wrong. Not thread-safe.
 */
public final class JsonBody {

    /** Whoever gets a hundred things wrong needs no longer list. */
    private static final int MAX_ERRORS = 100;

    /** A name may come with so many times as many characters as it keeps: spaces, and marks that are composed. */
    private static final int MOST_SPACES = 4;

    private final JsonFields fields;
    private final Path path;
    private final List<FieldError> errors;

    /** Where an object lies: put into words only when something is wrong there. */
    private record Path(Optional<Path> parent, String field, int index) {

        static final int NO_LIST = -1;
        static final Path TOP = new Path(Optional.empty(), "", NO_LIST);

        String name(String inside) {
            String own = field + (index == NO_LIST ? "" : "[" + index + "]");
            String name = inside.isEmpty() || own.isEmpty() ? own + inside : own + "." + inside;
            return parent.map(outer -> outer.name(name)).orElse(name);
        }
    }

    private JsonBody(JsonFields fields, Path path, List<FieldError> errors) {
        this.fields = fields;
        this.path = path;
        this.errors = errors;
    }

    /** Reads an object. */
    static JsonBody of(JsonFields fields) {
        return new JsonBody(fields, Path.TOP, new ArrayList<>());
    }

    /** An object without fields. */
    public static JsonBody empty() {
        return of(new JsonFields.Built(MissingNode.getInstance()));
    }

    /** Notes a field that is absent or null as wrong. */
    public void require(String field) {
        if (!has(field)) {
            wrong(field, "is required");
        }
    }

    /**
     * Notes fields that are null as wrong. Where what is left out stays as it is, null looks like an order to take it away.
     */
    public void refuseNull(String... names) {
        for (String name : names) {
            if (fields.value(name).isNull()) {
                wrong(name, "must not be null; left out, it stays as it is");
            }
        }
    }

    /** Whether a field is there and not null. */
    public boolean has(String field) {
        return fields.has(field);
    }

    /** A text of up to so many code points, without unpaired surrogates. Control characters that no text has are left out. */
    public Optional<String> text(String field, int maxLength) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            return wrong(field, "must be a text");
        }
        String text = value.textValue();
        if (!wellFormed(text)) {
            return wrong(field, "must not contain unpaired surrogates");
        }
        if (text.codePointCount(0, text.length()) > maxLength) {
            return wrong(field, "must have at most " + maxLength + " characters");
        }
        return Optional.of(ControlCharacters.without(text));
    }

    /** A name that somebody gives to something, tidied up, of 1 to so many code points: see {@link GivenName}. */
    public Optional<String> name(String field, int longest) {
        // Composing may make a name longer or shorter; its length is told once it is done.
        Optional<String> name = text(field, MOST_SPACES * longest).map(GivenName::tidy);
        Optional<String> mistake = name.flatMap(text -> GivenName.mistakeIn(text, longest));
        return mistake.isPresent() ? wrong(field, mistake.get()) : name;
    }

    /**
     * A list of ids.
     *
     * @param least how many there have to be
     * @param most how many there may be
     */
    public Optional<List<UUID>> ids(String field, int least, int most) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        List<UUID> ids = new ArrayList<>();
        boolean list = value.isArray() && value.size() >= least && value.size() <= most;
        for (int i = 0; list && i < value.size(); i++) {
            JsonNode each = value.get(i);
            (each.isTextual() ? IdText.parse(each.textValue()) : Optional.<UUID>empty()).ifPresent(ids::add);
        }
        return list && ids.size() == value.size()
                ? Optional.of(ids)
                : wrong(field, "must be a list of " + least + " to " + most + " ids, as answers have them");
    }

    /** A finite number. */
    public OptionalDouble number(String field) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return OptionalDouble.empty();
        }
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            wrong(field, "must be a finite number");
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(value.doubleValue());
    }

    /** A whole number between two bounds, both allowed. */
    public Optional<Long> integer(String field, long least, long most) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            return wrong(field, "must be a whole number from " + least + " to " + most);
        }
        return Optional.of(value.longValue());
    }

    /** True or false. */
    public Optional<Boolean> bool(String field) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        return value.isBoolean() ? Optional.of(value.booleanValue()) : wrong(field, "must be true or false");
    }

    /** An instant: RFC 3339 with an offset. */
    public Optional<Instant> instant(String field) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        Optional<Instant> instant = value.isTextual() ? Rfc3339.parse(value.textValue()) : Optional.empty();
        return instant.isPresent() ? instant : wrong(field, Rfc3339.WANTED);
    }

    /** One of a closed set of names. */
    public <T> Optional<T> choice(String field, Choices<T> choices) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        Optional<T> chosen = value.isTextual() ? choices.named(value.textValue()) : Optional.empty();
        return chosen.isPresent() ? chosen : wrong(field, choices.message());
    }

    /** Names of a closed set, none twice. */
    public <T> Optional<List<T>> choices(String field, Choices<T> choices) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        List<T> chosen = new ArrayList<>();
        for (JsonNode each : value) {
            (each.isTextual() ? choices.named(each.textValue()) : Optional.<T>empty())
                    .filter(one -> !chosen.contains(one))
                    .ifPresent(chosen::add);
        }
        boolean all = value.isArray() && chosen.size() == value.size();
        return all
                ? Optional.of(List.copyOf(chosen))
                : wrong(field, "must be a list without repetition; each " + choices.message());
    }

    /** The object in a field. */
    public Optional<JsonBody> object(String field) {
        if (!has(field)) {
            return Optional.empty();
        }
        Optional<JsonFields> inside = fields.object(field);
        return inside.isPresent()
                ? inside.map(each -> new JsonBody(each, new Path(Optional.of(path), field, Path.NO_LIST), errors))
                : wrong(field, "must be an object");
    }

    /** The objects in a list of up to so many; empty when the field is absent. */
    public List<JsonBody> objects(String field, int maxSize) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return List.of();
        }
        if (!value.isArray() || value.size() > maxSize) {
            wrong(field, "must be a list of at most " + maxSize + " objects");
            return List.of();
        }
        List<JsonBody> objects = new ArrayList<>(value.size());
        Optional<Path> here = Optional.of(path);
        for (int i = 0; i < value.size(); i++) {
            if (value.get(i).isObject()) {
                objects.add(new JsonBody(new JsonFields.Built(value.get(i)), new Path(here, field, i), errors));
            } else {
                wrong(field + "[" + i + "]", "must be an object");
            }
        }
        return objects;
    }

    /** Names of all fields, those that nobody asks for too. */
    public SortedSet<String> names() {
        return fields.names();
    }

    /** The field as it stands, for what has no getter here; missing when absent or null. */
    public JsonNode value(String field) {
        JsonNode value = fields.value(field);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    /**
     * Notes that a field is wrong.
     *
     * @return empty, so that getters can return it
     */
    public <T> Optional<T> wrong(String field, String message) {
        if (errors.size() < MAX_ERRORS) {
            errors.add(new FieldError(path.name(field), message));
        }
        return Optional.empty();
    }

    /**
     * Ends the reading.
     *
     * @throws ProblemException 422 with everything that was wrong, in this object and in those inside it
     */
    public void refuseIfWrong() {
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }

    private static boolean wellFormed(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                int point = text.codePointAt(at);
                if (!Character.isSupplementaryCodePoint(point)) {
                    return false;
                }
                at++;
            }
        }
        return true;
    }
}
