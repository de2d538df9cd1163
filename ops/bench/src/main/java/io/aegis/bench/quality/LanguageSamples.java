package io.aegis.bench.quality;

import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Texts in other languages, written for this benchmark: some to tune by, others that were held aside. */
final class LanguageSamples {

    private static final String PLACE = "/io/aegis/bench/language/";

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
        for (String line : lines("sentences." + language + ".txt")) {
            if (line.startsWith("#")) {
                part = line.substring(1).strip();
            } else {
                sentences.add(new Sentence(part, line));
            }
        }
        return sentences;
    }

    static List<Labelled> labelled(String language) throws IOException {
        List<Labelled> labelled = new ArrayList<>();
        String part = "";
        for (String line : lines("feedback." + language + ".tsv")) {
            if (line.startsWith("#")) {
                part = line.substring(1).strip();
            } else {
                String[] fields = line.split("\t", -1);
                labelled.add(new Labelled(
                        part,
                        Sentiment.valueOf(fields[0].toUpperCase(Locale.ROOT)),
                        topic(fields[1]),
                        fields[2].equals("urgent"),
                        fields[3]));
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

    /** The beginnings of the hashes of texts that are in the English data sets but not English. */
    static Set<String> notEnglish() throws IOException {
        return lines("not-english.txt").stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> lines(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(LanguageSamples.class.getResourceAsStream(PLACE + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        }
    }
}
