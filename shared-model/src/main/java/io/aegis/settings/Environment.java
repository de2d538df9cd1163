/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.settings;

import io.aegis.problem.IoReason;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The settings that a process was started with: its environment, over a {@code .env} file. An empty value counts as
 * unset. A getter whose value is wrong notes why and answers as if it were unset; {@link #refuseIfWrong} then tells all
 * of it at once. Not thread-safe: it is read while starting.
 */
public final class Environment {

    private static final int LAST_PORT = 65_535;
    private static final int LONGEST_ECHO = 60;

    private final Map<String, String> values;
    private final List<String> errors;

    private Environment(Map<String, String> values, List<String> errors) {
        this.values = values;
        this.errors = errors;
    }

    /**
     * Reads the settings.
     *
     * @param process the environment of the process, which wins
     * @param directory where a {@code .env} file may lie
     */
    public static Environment of(Map<String, String> process, Path directory) {
        List<String> errors = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>(fromFile(directory.resolve(".env"), errors));
        values.putAll(process);
        values.values().removeIf(String::isBlank);
        return new Environment(values, errors);
    }

    private static Map<String, String> fromFile(Path file, List<String> errors) {
        if (Files.notExists(file)) {
            return Map.of();
        }
        try {
            DotEnv parsed = DotEnv.parse(Files.readString(file));
            errors.addAll(parsed.errors());
            return parsed.values();
        } catch (CharacterCodingException e) {
            errors.add(".env: is not UTF-8");
        } catch (IOException e) {
            errors.add(".env: cannot be read: " + IoReason.of(e));
        }
        return Map.of();
    }

    /** A text, stripped. */
    public Optional<String> string(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip);
    }

    /** A text that is never echoed. */
    public Optional<Secret> secret(String name) {
        return string(name).map(Secret::of);
    }

    /** A whole number between two bounds, both allowed. */
    public Optional<Integer> integer(String name, int least, int most) {
        return parsed(name, "a whole number from " + least + " to " + most, text -> {
            int number = Integer.parseInt(text);
            return number >= least && number <= most ? Optional.of(number) : Optional.empty();
        });
    }

    /** A decimal number between two bounds, both allowed. */
    public Optional<BigDecimal> decimal(String name, String least, String most) {
        return parsed(name, "a number from " + least + " to " + most, text -> within(text, least, most));
    }

    /** A time in seconds, such as {@code 0.5}, between two bounds, both allowed. */
    public Optional<Duration> seconds(String name, String least, String most) {
        return parsed(
                name,
                "seconds from " + least + " to " + most,
                text -> within(text, least, most)
                        .map(number -> Duration.ofNanos(number.movePointRight(9).longValue())));
    }

    /** {@code true} or {@code false}, {@code yes} or {@code no}, {@code on} or {@code off}, {@code 1} or {@code 0}. */
    public Optional<Boolean> bool(String name) {
        return parsed(name, "true or false, on or off", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> Optional.of(true);
            case "false", "no", "off", "0" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** One constant of an enum, in any case. */
    public <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        List<E> all = List.of(type.getEnumConstants());
        String allowed = all.stream().map(Environment::spelled).collect(Collectors.joining(", "));
        return parsed(
                name,
                "one of " + allowed,
                text -> all.stream()
                        .filter(each -> spelled(each).equals(text.toLowerCase(Locale.ROOT)))
                        .findFirst());
    }

    /** Parts between commas, stripped; empty parts are dropped. Unset is an empty list. */
    public List<String> list(String name) {
        return string(name).stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /**
     * An absolute address with a host, without user and password, of one of these schemes. It is never echoed: addresses
     * carry tokens.
     */
    public Optional<URI> uri(String name, Set<String> schemes) {
        return string(name).flatMap(text -> {
            Optional<URI> uri = address(text, schemes);
            if (uri.isEmpty()) {
                refuse(
                        name,
                        "is not an address with a host, a port up to 65535 and without user and password, that begins with "
                                + schemes.stream()
                                        .sorted()
                                        .map(scheme -> scheme + "://")
                                        .collect(Collectors.joining(" or ")));
            }
            return uri;
        });
    }

    /**
     * A value of any other form.
     *
     * @param allowed what the message says is allowed, such as {@code "a path"}
     * @param parser the value; empty, or an {@link IllegalArgumentException}, when it is wrong
     */
    public <T> Optional<T> parsed(String name, String allowed, Function<String, Optional<T>> parser) {
        return string(name).flatMap(text -> {
            Optional<T> value = tried(parser, text);
            if (value.isEmpty()) {
                refuse(name, "is '" + echo(text) + "'; allowed: " + allowed);
            }
            return value;
        });
    }

    private static <T> Optional<T> tried(Function<String, Optional<T>> parser, String text) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Notes that a setting is wrong, for a reason that only its reader knows. */
    public void refuse(String name, String why) {
        String error = name + ": " + why;
        if (!errors.contains(error)) {
            errors.add(error);
        }
    }

    /**
     * Ends the reading.
     *
     * @throws InvalidSettingsException with everything that was wrong
     */
    public void refuseIfWrong() {
        if (!errors.isEmpty()) {
            throw new InvalidSettingsException(errors);
        }
    }

    private static Optional<BigDecimal> within(String text, String least, String most) {
        BigDecimal number = new BigDecimal(text);
        boolean allowed = number.compareTo(new BigDecimal(least)) >= 0 && number.compareTo(new BigDecimal(most)) <= 0;
        return Optional.of(number).filter(any -> allowed);
    }

    private static Optional<URI> address(String text, Set<String> schemes) {
        try {
            URI uri = new URI(text);
            boolean usable = uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getScheme() != null
                    && uri.getPort() <= LAST_PORT
                    && uri.getPort() != 0
                    && schemes.contains(uri.getScheme().toLowerCase(Locale.ROOT));
            return Optional.of(uri).filter(any -> usable);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String echo(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= LONGEST_ECHO ? printable : printable.substring(0, LONGEST_ECHO) + "...";
    }
}
