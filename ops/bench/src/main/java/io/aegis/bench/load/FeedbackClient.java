/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.load.http.Connection;
import io.aegis.bench.load.http.FeedbackPost;
import io.aegis.bench.load.http.RawResponse;
import io.aegis.bench.load.http.Target;
import io.aegis.bench.load.openloop.Client;
import io.aegis.bench.load.openloop.Outcome;
import io.aegis.bench.load.openloop.PacingClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Posts over one connection: feedback, or any other requests. */
final class FeedbackClient implements Client {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long LONGEST_PAUSE_SECONDS = 10;

    private final Connection connection;
    private final LongFunction<byte[]> requests;
    private final Consumer<RawResponse> listener;
    private final int retries;
    private final PacingClock time;

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
            Consumer<RawResponse> listener,
            int retries,
            PacingClock time) {
        this(target, feedback(new FeedbackPost(target, key), texts), listener, retries, time);
    }

    /**
     * A client of any kind that is not connected yet.
     *
     * @param requests each whole, to be sent in one write
     */
    FeedbackClient(
            Target target,
            LongFunction<byte[]> requests,
            Consumer<RawResponse> listener,
            int retries,
            PacingClock time) {
        this.connection = new Connection(target, TIMEOUT);
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
        RawResponse response = exchange(request);
        for (int retry = 0; retry < retries && refused(response); retry++) {
            long pause = Math.min(response.retryAfterSeconds().orElse(1), LONGEST_PAUSE_SECONDS);
            time.awaitUntil(time.nanos() + Duration.ofSeconds(pause).toNanos());
            response = exchange(request);
        }
        return new Outcome(Integer.toString(response.status()), response.serverNanos());
    }

    private RawResponse exchange(byte[] request) throws IOException {
        RawResponse response = connection.exchange(request);
        listener.accept(response);
        return response;
    }

    private static boolean refused(RawResponse response) {
        return response.status() == 429 || response.status() == 503;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
