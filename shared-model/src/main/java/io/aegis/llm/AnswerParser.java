package io.aegis.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the answer of an LLM and believes none of it: one JSON object of at most {@value #MAX_LENGTH} characters, every
 * label from its closed vocabulary, spelled exactly. Fields that were not asked for are ignored.
 */
final class AnswerParser {

    /** Longest answer that is looked at, in characters; a good one has about a hundred. */
    static final int MAX_LENGTH = 8 * 1024;

    private static final double DEFAULT_CONFIDENCE = 0.9;
    private static final int MAX_TOPICS = 16;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Map<String, Sentiment> SENTIMENTS = byName(Sentiment.values(), Sentiment::name);
    private static final Map<String, Topic> TOPICS = byName(Topic.values(), Topic::label);

    private AnswerParser() {}

    /**
     * What an answer says.
     *
     * @param confidence the model's own, or 0.9 when it gave none
     */
    record Parsed(Labels labels, double confidence) {}

    /** Reads an answer. Empty when it is not as it must be. */
    static Optional<Parsed> parse(String content) {
        if (content.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        JsonNode answer;
        try {
            answer = JSON.readTree(content);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        Optional<Sentiment> sentiment = lookUp(SENTIMENTS, answer.path("sentiment"));
        Optional<Set<Topic>> topics = topics(answer.path("topics"));
        JsonNode urgent = answer.path("is_urgent");
        Optional<Double> confidence = confidence(answer.path("confidence"));
        if (sentiment.isEmpty() || topics.isEmpty() || !urgent.isBoolean() || confidence.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Parsed(new Labels(sentiment.get(), topics.get(), urgent.booleanValue()), confidence.get()));
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
