package io.aegis.llm;

import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The built-in mock LLM: no network, a fixed delay, and always the same plausible answer to the same text, guessed from
 * a few cues. For demos and load tests.
 */
final class MockLlm implements LlmClient {

    private static final double CONFIDENCE = 0.9;
    private static final int CHARACTERS_PER_TOKEN = 4;

    private static final Pattern BAD = words(
            "not|never|bad|terrible|awful|broken|crash\\w*|fail\\w*|errors?|twice|hacked|stolen|slow|ignor\\w*|wrong|hate");
    private static final Pattern GOOD = words("love|great|thanks?|excellent|amazing|perfect|wonderful|good|helpful");
    private static final Pattern URGENT =
            words("lawyer|sue|legal action|fraud|hacked|stolen|outage|suicid\\w*|unsafe|everyone is down");
    private static final Map<Topic, Pattern> CUES = Map.of(
            Topic.BILLING, words("charg\\w*|refund\\w*|invoices?|bill\\w*|pay\\w*|prices?|card|money"),
            Topic.TECHNICAL, words("crash\\w*|errors?|bugs?|broken|slow|fail\\w*|down|outage|log ?in"),
            Topic.UX, words("buttons?|design|confusing|layout|menu|font|interface|navigation"),
            Topic.SECURITY, words("hack\\w*|stolen|fraud|passwords?|phishing|breach|leak\\w*"));

    private final Duration delay;

    MockLlm(Duration delay) {
        this.delay = delay;
    }

    @Override
    public LlmReply ask(FeedbackText text) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new LlmReply.NoAnswer(LlmFailure.NETWORK);
        }
        Labels labels = labels(text.value());
        TokenUsage usage = new TokenUsage(text.value().length() / CHARACTERS_PER_TOKEN + 1, 1);
        return new LlmReply.Answer(labels, CONFIDENCE, usage);
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private static Labels labels(String text) {
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        CUES.forEach((topic, cue) -> {
            if (cue.matcher(text).find()) {
                topics.add(topic);
            }
        });
        if (topics.isEmpty()) {
            topics.add(Topic.GENERAL);
        }
        return new Labels(sentiment(text), topics, URGENT.matcher(text).find());
    }

    private static Sentiment sentiment(String text) {
        boolean bad = BAD.matcher(text).find();
        boolean good = GOOD.matcher(text).find();
        if (bad == good) {
            return Sentiment.NEUTRAL;
        }
        return good ? Sentiment.POSITIVE : Sentiment.NEGATIVE;
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile("\\b(?:" + alternatives + ")\\b", Pattern.CASE_INSENSITIVE);
    }
}
