/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.util.Optional;

/**
 * What a server said when it refused a request, fit to be shown: neither the key nor what a customer wrote is in it.
 *
 * @param status of HTTP; {@value #NO_ANSWER} when there was no answer, and the code says why
 * @param code the server's own word for it, such as {@code invalid_api_key}; up to 64 characters
 * @param parameter of the request that it complains about, such as {@code max_tokens}; up to 64 characters
 * @param message its words, up to {@value #MAX_MESSAGE} characters
 */
public record ServerError(int status, Optional<String> code, Optional<String> parameter, Optional<String> message) {

    /** The longest message that is told on, in characters. */
    public static final int MAX_MESSAGE = 200;

    /** Stands for a status where there was no answer. */
    static final int NO_ANSWER = 0;

    private static final int MAX_WORD = 64;

    /** The same without secrets, and no longer than it may be. */
    ServerError without(Secrets secrets) {
        return new ServerError(
                status,
                code.map(secrets::blank).map(word -> cut(word, MAX_WORD)),
                parameter.map(secrets::blank).map(word -> cut(word, MAX_WORD)),
                message.map(secrets::blank).map(words -> cut(words, MAX_MESSAGE)));
    }

    /** In one line, such as {@code HTTP 400, unsupported_parameter (max_tokens): "Unsupported parameter"}. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(status == NO_ANSWER ? "no answer" : "HTTP " + status);
        code.ifPresent(word -> line.append(", ").append(word));
        parameter.ifPresent(word -> line.append(" (").append(word).append(')'));
        message.ifPresent(words -> line.append(": \"").append(words).append('"'));
        return line.toString();
    }

    private static String cut(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, most - 1)) + "\u2026";
    }
}
