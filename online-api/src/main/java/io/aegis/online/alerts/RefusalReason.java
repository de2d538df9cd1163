/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import io.aegis.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a receiver says of why it took nothing, as far as it may be kept: one short line that tells neither a secret of the channel nor
 * the message again, which has a customer's words.
 */
final class RefusalReason {

    /** Most bytes that are read of an answer. */
    static final int READ = 4_096;

    private static final int LONGEST = 200;

    private static final int SHORTEST_SECRET = 4;

    /** Parts of addresses without digits and capitals are words such as services. */
    private static final Pattern TOKEN = Pattern.compile("(?=.*[0-9A-Z]).{6,}");

    /** So many characters of a message in a row are no chance. */
    private static final int SHORTEST_QUOTE = 12;

    /** Parts of an address: the scheme, nothing, the host. */
    private static final int AFTER_HOST = 3;

    private RefusalReason() {}

    /**
     * The reason.
     *
     * @param answer its first bytes
     * @param channel that refused
     * @param message that it got
     * @return empty when it gives none, or none that may be kept
     */
    static Optional<String> of(byte[] answer, Channel channel, String message) {
        String line = new String(answer, StandardCharsets.UTF_8)
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s\uFFFD]+", " ")
                .strip();
        String cut = line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
        boolean told = secrets(channel).anyMatch(line::contains) || quotes(cut, message);
        return Optional.of(cut).filter(text -> !text.isEmpty() && !told);
    }

    private static Stream<String> secrets(Channel channel) {
        List<String> secrets = new ArrayList<>();
        Stream.of(channel.uri().toString().split("[/?&=]"))
                .skip(AFTER_HOST)
                .filter(part -> TOKEN.matcher(part).matches())
                .forEach(secrets::add);
        secret(channel).map(Secret::reveal).ifPresent(secret -> {
            secrets.add(secret);
            secrets.addAll(List.of(secret.split(":")));
        });
        return secrets.stream().filter(part -> part.length() >= SHORTEST_SECRET);
    }

    private static Optional<Secret> secret(Channel channel) {
        return switch (channel) {
            case Channel.Managed managed -> managed.secret();
            case Channel.Webhook webhook -> webhook.secret();
            case Channel.Discord _, Channel.Alertmanager _ -> Optional.empty();
        };
    }

    private static boolean quotes(String line, String message) {
        for (int at = 0; at + SHORTEST_QUOTE <= line.length(); at++) {
            if (message.contains(line.substring(at, at + SHORTEST_QUOTE))) {
                return true;
            }
        }
        return false;
    }
}
