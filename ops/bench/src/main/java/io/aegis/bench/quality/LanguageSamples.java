/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.quality;

import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Texts in other languages, written for this benchmark: some to tune by, others that were held aside. */
final class LanguageSamples {

    private static final String PLACE = "/io/aegis/bench/language/";
    private static final String URGENT = "urgent";

    private LanguageSamples() {}

    /**
     * A text with what is right.
     *
     * @param part what it may be used for, such as {@code tuning}
     * @param sentiment its mood
     * @param topic the one that it is about
     * @param urgent whether somebody has to look at once
     */
    record Labelled(String part, Sentiment sentiment, Topic topic, boolean urgent, String text) {}

    /**
     * A text of a language.
     *
     * @param part what it may be used for
     */
    record Sentence(String part, String text) {}

    static List<Sentence> sentences(String language) throws IOException {
        List<Sentence> sentences = new ArrayList<>();
        String part = "";
        for (String line : lines(PLACE + "sentences." + language + ".txt")) {
            if (line.startsWith("#")) {
                part = line.substring(1).strip();
            } else {
                sentences.add(new Sentence(part, line));
            }
        }
        return sentences;
    }

    /**
     * A text that no rules can read.
     *
     * @param part what it may be used for
     * @param language its tag
     */
    record Unread(String part, String language, String text) {}

    static List<Unread> unread() throws IOException {
        List<Unread> unread = new ArrayList<>();
        String part = "";
        for (String line : lines(PLACE + "others.tsv")) {
            if (line.startsWith("#")) {
                part = line.substring(1).strip();
            } else {
                String[] fields = line.split("\t", -1);
                unread.add(new Unread(part, fields[0], fields[1]));
            }
        }
        return unread;
    }

    static List<Labelled> labelled(String language) throws IOException {
        List<Labelled> labelled = new ArrayList<>();
        String part = "";
        for (String line : lines(PLACE + "feedback." + language + ".tsv")) {
            if (line.startsWith("#")) {
                part = line.substring(1).strip();
            } else {
                String[] fields = line.split("\t", -1);
                labelled.add(new Labelled(
                        part, Sentiment.valueOf(fields[0]), topic(fields[1]), fields[2].equals(URGENT), fields[3]));
            }
        }
        return labelled;
    }

    private static Topic topic(String label) {
        return Arrays.stream(Topic.values())
                .filter(topic -> topic.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    /**
     * An English text of a kind that rules easily get wrong.
     *
     * @param part kind and use, such as {@code negated urgency, tuning}
     * @param sentiment its mood; empty where either is right
     * @param urgent whether somebody has to look at once
     */
    record Kind(String part, Optional<Sentiment> sentiment, boolean urgent, String text) {}

    static List<Kind> kinds() throws IOException {
        List<Kind> kinds = new ArrayList<>();
        String part = "";
        for (String line : lines(PLACE + "kinds.en.tsv")) {
            if (line.startsWith("#")) {
                part = line.substring(1).strip();
            } else {
                String[] fields = line.split("\t", -1);
                kinds.add(new Kind(
                        part,
                        fields[0].equals("ANY") ? Optional.empty() : Optional.of(Sentiment.valueOf(fields[0])),
                        fields[1].equals(URGENT),
                        fields[2]));
            }
        }
        return kinds;
    }

    /**
     * An English text whose urgency is said or implied.
     *
     * @param urgent whether somebody has to look at once
     * @param manner {@code plain} or {@code implied}
     * @param part {@code training} or {@code aside}
     */
    record Urgency(boolean urgent, String manner, String part, String text) {}

    /** The sentences that the product learns implied urgency from. */
    static List<Urgency> urgency() throws IOException {
        return lines("/io/aegis/learning/urgency.tsv").stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .map(fields -> new Urgency(fields[0].equals(URGENT), fields[1], fields[2], fields[4]))
                .toList();
    }

    /** The beginnings of the hashes of texts that are in the English data sets but not English. */
    static Set<String> notEnglish() throws IOException {
        return lines(PLACE + "not-english.txt").stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> lines(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(LanguageSamples.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        }
    }
}
