/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import io.aegis.online.http.json.Choices;
import io.aegis.online.http.json.IdText;
import io.aegis.problem.FieldError;
import io.aegis.problem.ProblemException;
import io.aegis.time.Rfc3339;
import io.helidon.common.parameters.Parameters;
import io.helidon.common.uri.UriQuery;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the parameters of a query and collects what is wrong with them. A getter whose parameter is absent, blank or
 * wrong answers empty; {@link #refuseIfWrong} refuses the request with all that was wrong. Not thread-safe.
 */
public final class QueryParameters {

    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");

    private final Parameters parameters;
    private final List<FieldError> errors = new ArrayList<>();

    QueryParameters(Parameters parameters) {
        this.parameters = parameters;
    }

    /** Parameters that stand in a text as they would behind the question mark, percent-encoded. */
    public static QueryParameters of(String text) {
        return new QueryParameters(text.isEmpty() ? Parameters.empty("query") : UriQuery.create(text));
    }

    /** Whether a text could stand behind the question mark: its escapes are whole, and what they stand for is UTF-8. */
    public static boolean isEncoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) == '%') {
                if (!ESCAPE.matcher(text).region(at, text.length()).lookingAt()) {
                    return false;
                }
                bytes.write(HexFormat.fromHexDigits(text, at + 1, at + 3));
                at += 2;
            } else {
                // What stands beside escapes is whole by itself.
                bytes.write(' ');
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Whether a parameter that was read is wrong. */
    public boolean isWrong() {
        return !errors.isEmpty();
    }

    /** A text of up to so many characters. */
    public Optional<String> text(String name, int maxLength) {
        return parsed(
                name,
                "must have at most " + maxLength + " characters",
                text -> Optional.of(text).filter(any -> text.codePointCount(0, text.length()) <= maxLength));
    }

    /** The names that begin so, of which many may be given that nobody asks for. */
    public Stream<String> names(String beginning) {
        return parameters.names().stream().filter(name -> name.startsWith(beginning));
    }

    /** Notes all parameters of other names as wrong, where one that is misspelt would do harm. */
    public void only(Set<String> names) {
        for (String name : parameters.names()) {
            if (!names.contains(name)) {
                wrong(name, "is unknown here; there are " + String.join(", ", new TreeSet<>(names)));
            }
        }
    }

    /** A whole number between two bounds, both allowed. */
    public Optional<Integer> integer(String name, int least, int most) {
        return parsed(name, "must be a whole number from " + least + " to " + most, text -> {
            int number = Integer.parseInt(text);
            return number >= least && number <= most ? Optional.of(number) : Optional.empty();
        });
    }

    /** True or false. */
    public Optional<Boolean> bool(String name) {
        return parsed(name, "must be true or false", text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** An instant: RFC 3339 with an offset. */
    public Optional<Instant> instant(String name) {
        return parsed(name, Rfc3339.WANTED, Rfc3339::parse);
    }

    /** An id, written as answers write it. */
    public Optional<UUID> uuid(String name) {
        return parsed(name, "must be an id, as answers have it", IdText::parse);
    }

    /** One of a closed set of names. */
    public <T> Optional<T> choice(String name, Choices<T> choices) {
        return parsed(name, choices.message(), choices::named);
    }

    /**
     * A parameter of any other form.
     *
     * @param wanted what to tell a client that sent something else
     * @param parser the value; empty, or an {@link IllegalArgumentException}, when it is wrong
     */
    public <T> Optional<T> parsed(String name, String wanted, Function<String, Optional<T>> parser) {
        List<String> values = parameters.contains(name) ? parameters.all(name) : List.of();
        if (values.size() > 1) {
            return wrong(name, "must be given once");
        }
        Optional<String> given = values.stream().filter(text -> !text.isBlank()).findFirst();
        return given.flatMap(text -> {
            Optional<T> value = tried(parser, text);
            return value.isPresent() ? value : wrong(name, wanted);
        });
    }

    private static <T> Optional<T> tried(Function<String, Optional<T>> parser, String text) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Notes that a parameter is wrong.
     *
     * @return empty, so that getters can return it
     */
    public <T> Optional<T> wrong(String name, String message) {
        errors.add(new FieldError(name, message));
        return Optional.empty();
    }

    /**
     * Ends the reading.
     *
     * @throws ProblemException 422 naming every wrong parameter
     */
    public void refuseIfWrong() {
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }
}
