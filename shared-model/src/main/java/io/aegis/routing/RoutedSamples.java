/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.routing;

import io.aegis.feedback.Department;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Rows that there are not, by which conditions are tried: with everything that one may have, with as little as it may have, and with
 * texts that are numbers, times or truth values.
 */
final class RoutedSamples {

    private static final int MANY = 64;

    /** All of them. */
    static final List<RoutedText> ALL = List.of(
            new RoutedText(
                    "I was charged twice, please call +49 30 1234567",
                    new Labels(Sentiment.NEGATIVE, EnumSet.allOf(Topic.class), true),
                    Department.INFOSEC.label(),
                    "en",
                    true,
                    Collections.nCopies(MANY, "Refunds"),
                    "email",
                    MANY),
            little("", "", "und"),
            little("42", "42", "de"),
            little("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "fr"),
            little("90s", "90s", "es"),
            little("true", "true", "pt-BR"));

    private RoutedSamples() {}

    private static RoutedText little(String text, String channel, String language) {
        return new RoutedText(
                text,
                new Labels(Sentiment.NEUTRAL, Set.of(Topic.GENERAL), false),
                Department.SUPPORT.label(),
                language,
                false,
                List.of(),
                channel,
                1);
    }
}
