/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What must not be repeated of a call: its key and the customer's text. Servers like to quote both in their errors, often
 * only in part, so every run of characters that stands in one of them is blanked, however little of the rest does.
 *
 * @param key of the provider
 * @param text as it was sent
 */
record Secrets(String key, String text) {

    private static final int KEY_RUN = 6;
    private static final int TEXT_RUN = 12;
    /** Ideographs say in four characters what letters say in twelve. */
    private static final int DENSE_TEXT_RUN = 4;

    private static final int MAX_LENGTH = 4096;

    /** Keys that are shown with stars in their middle, and any that was never ours. */
    private static final Pattern KEY_LIKE =
            Pattern.compile("\\b(?:(?:sk|gsk|xai|hf|nvapi)[-_]|AIza)[\\w*.-]{6,200}|[\\w-]{0,40}\\*{3,}[\\w*-]{0,40}");

    /** What is left of one key that was found in pieces. */
    private static final Pattern KEYS = Pattern.compile("\\[key](?:\\[key]|[\\w*-]*\\*[\\w*-]*)+");

    /** The message without them, in one line. Linear in the lengths; of a message, 4,096 characters are looked at. */
    String blank(String message) {
        String line = message.substring(0, Math.min(message.length(), MAX_LENGTH))
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        int run = text.codePoints().anyMatch(Character::isIdeographic) ? DENSE_TEXT_RUN : TEXT_RUN;
        String keyless = KEYS.matcher(KEY_LIKE.matcher(blankKey(line)).replaceAll("[key]"))
                .replaceAll("[key]");
        return blank(keyless, text, run, "[text]");
    }

    /** A key of a few characters is no secret but a word that stands for one, and may be part of others. */
    private String blankKey(String line) {
        return key.length() < KEY_RUN
                ? line.replaceAll("(?<!\\w)" + Pattern.quote(key) + "(?!\\w)", "[key]")
                : blank(line, key, KEY_RUN, "[key]");
    }

    /** A text with the key taken out wherever it stands as a whole. */
    String withoutKey(String any) {
        return any.replace(key, "[key]");
    }

    private static String blank(String message, String secret, int longestRun, String stead) {
        int run = Math.min(longestRun, secret.length());
        if (run == 0 || message.length() < run) {
            return message;
        }
        String hay = message.toLowerCase(Locale.ROOT);
        String folded = secret.toLowerCase(Locale.ROOT);
        if (hay.length() != message.length()) {
            hay = message;
            folded = secret;
        }
        Set<String> runs = new HashSet<>();
        for (int i = 0; i + run <= folded.length(); i++) {
            runs.add(folded.substring(i, i + run));
        }
        boolean[] secretAt = new boolean[message.length()];
        for (int i = 0; i + run <= hay.length(); i++) {
            if (runs.contains(hay.substring(i, i + run))) {
                Arrays.fill(secretAt, i, i + run, true);
            }
        }
        StringBuilder blanked = new StringBuilder(message.length());
        for (int i = 0; i < message.length(); i++) {
            if (!secretAt[i]) {
                blanked.append(message.charAt(i));
            } else if (i == 0 || !secretAt[i - 1]) {
                blanked.append(stead);
            }
        }
        return blanked.toString();
    }

    /** Neither. */
    @Override
    public String toString() {
        return "Secrets";
    }
}
