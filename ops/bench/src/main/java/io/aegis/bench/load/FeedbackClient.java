package io.aegis.bench.load;

import io.aegis.bench.load.http.Answer;
import io.aegis.bench.load.http.Connection;
import io.aegis.bench.load.http.FeedbackPost;
import io.aegis.bench.load.http.Target;
import io.aegis.bench.load.openloop.Client;
import io.aegis.bench.load.openloop.Outcome;
import io.aegis.bench.load.openloop.Timeline;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Posts over one connection: feedback, or any other requests. */
final class FeedbackClient implements Client {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LONGEST_PAUSE_SECONDS = 10;

    private final Connection connection;
    private final LongFunction<byte[]> requests;
    private final Consumer<Answer> listener;
    private final int retries;
    private final Timeline time;

    /**
     * A client that is not connected yet.
     *
     * @param texts the text of each request
     * @param listener hears of every answer, those that are retried included; called on the client's thread
     * @param retries how often a post that was refused with 429 or 503 is repeated, each time after {@code Retry-After}
     */
    FeedbackClient(
            Target target,
            Optional<String> key,
            LongFunction<String> texts,
            Consumer<Answer> listener,
            int retries,
            Timeline time) {
        this(target, feedback(new FeedbackPost(target, key), texts), listener, retries, time);
    }

    /**
     * A client of any kind that is not connected yet.
     *
     * @param requests each whole, to be sent in one write
     */
    FeedbackClient(
            Target target, LongFunction<byte[]> requests, Consumer<Answer> listener, int retries, Timeline time) {
        this.connection = new Connection(target, PATIENCE);
        this.requests = requests;
        this.listener = listener;
        this.retries = retries;
        this.time = time;
    }

    private static LongFunction<byte[]> feedback(FeedbackPost post, LongFunction<String> texts) {
        return number -> post.bytes(texts.apply(number));
    }

    void open() throws IOException {
        connection.open();
    }

    @Override
    public Outcome call(long number) throws IOException {
        byte[] request = requests.apply(number);
        Answer answer = exchange(request);
        for (int retry = 0; retry < retries && refused(answer); retry++) {
            long pause = Math.min(answer.retryAfterSeconds().orElse(1), LONGEST_PAUSE_SECONDS);
            time.awaitUntil(time.nanos() + Duration.ofSeconds(pause).toNanos());
            answer = exchange(request);
        }
        return new Outcome(Integer.toString(answer.status()), answer.serverNanos());
    }

    private Answer exchange(byte[] request) throws IOException {
        Answer answer = connection.exchange(request);
        listener.accept(answer);
        return answer;
    }

    private static boolean refused(Answer answer) {
        return answer.status() == 429 || answer.status() == 503;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
