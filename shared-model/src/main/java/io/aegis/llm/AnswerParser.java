/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the answer of an LLM in what it wrote, and believes none of it: somewhere in at most {@value #MAX_LENGTH}
 * characters one JSON object, every label from its closed vocabulary, spelled exactly. Code fences, prose and thoughts
 * around it do no harm, nor do other objects; fields that were not asked for are ignored. Two answers that differ are none.
 *
 * <p>Linear in the length: objects nest at most {@value #MAX_DEPTH} deep, so no character is read more often than that for
 * each of the two ways in which quotes can pair. A text with more than {@value #MAX_OBJECTS} braces to look at is no answer.
 */
final class AnswerParser {

    /** Longest answer that is looked at, in characters; a good one has about a hundred, and thoughts some thousands. */
    static final int MAX_LENGTH = 32 * 1024;

    private static final int MAX_DEPTH = 8;
    private static final int MAX_OBJECTS = 500;

    /** Marks of byte order and characters without a width, which some servers and models put before or between tokens. */
    private static final Pattern UNSEEN = Pattern.compile("[\\x{feff}\\x{200b}-\\x{200f}\\x{2060}-\\x{2064}\\x{00ad}]");

    private static final double DEFAULT_CONFIDENCE = 0.9;
    private static final int MAX_TOPICS = 16;

    /** Reads one object and leaves what follows it. */
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private static final Map<String, Sentiment> SENTIMENTS = byName(Sentiment.values(), Sentiment::name);
    private static final Map<String, Topic> TOPICS = byName(Topic.values(), Topic::label);

    private AnswerParser() {}

    /**
     * What an answer says.
     *
     * @param confidence the model's own, or 0.9 when it gave none
     * @param ownTopics those of the topics that were asked for besides, as bits
     */
    record Parsed(Labels labels, double confidence, long ownTopics) {}

    /** Finds the answer. Empty when there is none, or when there are several that contradict each other. */
    static Optional<Parsed> parse(String content) {
        return parse(content, AskedTopics.NONE);
    }

    /**
     * The same.
     *
     * @param topics that were asked for besides; what is said of them makes no answer and breaks none
     */
    static Optional<Parsed> parse(String content, AskedTopics topics) {
        if (content.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String text = ReasoningFilter.strip(UNSEEN.matcher(content).replaceAll(""));
        char[] characters = text.toCharArray();
        Optional<Parsed> found = Optional.empty();
        int brace = text.indexOf('{');
        for (int candidates = 0; brace >= 0; candidates++) {
            if (candidates == MAX_OBJECTS) {
                return Optional.empty();
            }
            Candidate candidate = candidate(characters, brace, topics);
            if (found.isPresent()
                    && candidate.answer().isPresent()
                    && !found.get().labels().equals(candidate.answer().get().labels())) {
                return Optional.empty();
            }
            found = found.or(candidate::answer);
            brace = text.indexOf('{', candidate.end());
        }
        return found;
    }

    /**
     * An object in the text.
     *
     * @param answer what it says, if it is an answer
     * @param end where to look for the next one: an answer is skipped, all else may hold one
     */
    private record Candidate(Optional<Parsed> answer, int end) {}

    private static Candidate candidate(char[] characters, int brace, AskedTopics topics) {
        try (JsonParser json = JSON.createParser(characters, brace, characters.length - brace)) {
            JsonNode object = JSON.readTree(json);
            Optional<Parsed> answer = answer(object, topics);
            int length = (int) json.currentLocation().getCharOffset();
            return new Candidate(answer, answer.isPresent() ? brace + length : brace + 1);
        } catch (IOException e) {
            // Not JSON, or too deep.
            return new Candidate(Optional.empty(), brace + 1);
        }
    }

    private static Optional<Parsed> answer(JsonNode answer, AskedTopics asked) {
        Optional<Sentiment> sentiment = lookUp(SENTIMENTS, answer.path("sentiment"));
        Optional<Set<Topic>> topics = topics(answer.path("topics"));
        JsonNode urgent = answer.path("is_urgent");
        Optional<Double> confidence = confidence(answer.path("confidence"));
        if (sentiment.isEmpty() || topics.isEmpty() || !urgent.isBoolean() || confidence.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Parsed(
                new Labels(sentiment.get(), topics.get(), urgent.booleanValue()),
                confidence.get(),
                asked.named(answer)));
    }

    private static Optional<Set<Topic>> topics(JsonNode array) {
        if (!array.isArray() || array.isEmpty() || array.size() > MAX_TOPICS) {
            return Optional.empty();
        }
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        for (JsonNode each : array) {
            Optional<Topic> topic = lookUp(TOPICS, each);
            if (topic.isEmpty()) {
                return Optional.empty();
            }
            topics.add(topic.get());
        }
        return Optional.of(topics);
    }

    private static Optional<Double> confidence(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.of(DEFAULT_CONFIDENCE);
        }
        double value = node.doubleValue();
        return node.isNumber() && value >= 0 && value <= 1 ? Optional.of(value) : Optional.empty();
    }

    private static <T> Optional<T> lookUp(Map<String, T> vocabulary, JsonNode word) {
        return Optional.ofNullable(word.textValue()).map(vocabulary::get);
    }

    private static <T> Map<String, T> byName(T[] values, Function<T, String> name) {
        return Stream.of(values).collect(Collectors.toUnmodifiableMap(name, Function.identity()));
    }
}
