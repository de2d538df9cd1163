/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.access;

import io.aegis.problem.ProblemException;
import io.aegis.settings.Listen;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The key that a request brings: in {@code X-API-Key}, as {@code Authorization: Bearer KEY}, or as the password of {@code
 * Authorization: Basic}, whatever the user's name. Two different keys are none: which of them counts would depend on who reads
 * them.
 *
 * @param values all that were sent, each once
 */
public record SentKeys(Set<String> values) {

    /** The header for nothing but a key. */
    public static final String HEADER = ProblemException.KEY_HEADER;

    private static final SentKeys NONE = new SentKeys(Set.of());

    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    /** Copies the values. */
    public SentKeys {
        values = Set.copyOf(values);
    }

    /**
     * Reads headers.
     *
     * @param apiKey values of X-API-Key
     * @param authorization values of Authorization; other schemes bring no key
     */
    public static SentKeys of(List<String> apiKey, List<String> authorization) {
        if (authorization.isEmpty() && apiKey.size() <= 1) {
            return apiKey.isEmpty() ? NONE : new SentKeys(Set.of(apiKey.getFirst()));
        }
        Set<String> values = new LinkedHashSet<>(apiKey);
        authorization.forEach(each -> inAuthorization(each).ifPresent(values::add));
        return new SentKeys(values);
    }

    private static Optional<String> inAuthorization(String header) {
        String scheme = header.toLowerCase(Locale.ROOT);
        if (scheme.startsWith(BEARER)) {
            return Optional.of(header.substring(BEARER.length()).strip());
        }
        return scheme.startsWith(BASIC)
                ? Optional.of(password(header.substring(BASIC.length()).strip()))
                : Optional.empty();
    }

    /** What makes no sense is a key that nobody holds. */
    private static String password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Whether any was sent. */
    public boolean any() {
        return !values.isEmpty();
    }

    /** Whether any was sent that may be a guess: an empty one is nobody's. */
    public boolean anyToGuess() {
        return values.stream().anyMatch(key -> !key.isBlank());
    }

    /** Whether there is exactly one, and not the one that is written in the documentation and so known to every page. */
    boolean secret() {
        return one().filter(key -> !key.equals(Listen.DEFAULT_API_KEY)).isPresent();
    }

    /** The key, when there is exactly one. */
    public Optional<String> one() {
        return values.size() == 1 ? Optional.of(values.iterator().next()) : Optional.empty();
    }
}
