/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.batch;

import io.aegis.access.RequestIds;
import io.aegis.access.SentKeys;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.ForwardedActor;
import io.aegis.online.http.Response;
import io.aegis.problem.ProblemException;
import io.aegis.settings.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reaches the batch application. An answer has to be there as a whole, of up to {@link #MOST_BYTES}, within a
 * time, and only so many requests are under way at once: a batch application that hangs holds up nobody else. Where nothing
 * has come after {@link #SILENCE} it is asked whether it lives, and only waited for when it says so: one that is stopped takes
 * connections all the same, and what was known of it a moment ago says nothing of one that was just started again. Thread-safe.
 */
public final class BatchClient implements AutoCloseable {

    /** What comes before the batch application's paths here. */
    static final String PREFIX = "/batch";

    /** Most bytes of an answer. */
    static final long MOST_BYTES = 1L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(BatchClient.class);

    private static final int MOST_AT_ONCE = 32;
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final Duration SIGN_OF_LIFE = Duration.ofMillis(1500);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final URI address;
    private final Secret key;
    private final Duration timeout;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final HttpClient client;

    /**
     * A client.
     *
     * @param address of the batch application
     * @param key for callers that are known without one; all keys are checked here before, and there again
     * @param timeout until an answer is there as a whole, from one that lives
     */
    public BatchClient(URI address, Secret key, Duration timeout) {
        this.address = address;
        this.key = key;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /**
     * What is passed on of a request.
     *
     * @param path with its slash, percent-encoded
     * @param query percent-encoded; empty for none
     * @param key the caller's
     * @param actor who that is, for the audit log
     */
    record Passed(
            String method,
            String path,
            String query,
            Optional<String> key,
            Actor actor,
            Optional<String> contentType,
            String requestId,
            BodyPublisher body) {}

    /** The batch application's answer, whatever it is. */
    Response send(Passed request) throws InterruptedException {
        if (!places.tryAcquire()) {
            throw away("The batch application is busy.");
        }
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(
                outgoing(request),
                HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            return passedOn(request, awaited(answer));
        } catch (TimeoutException e) {
            throw away("The batch application does not answer in time.");
        } catch (ExecutionException e) {
            LOG.atWarn()
                    .addKeyValue("error", String.valueOf(e.getCause()))
                    .log("the batch application cannot be reached");
            throw away("The batch application does not answer; is it running?");
        } finally {
            answer.cancel(true);
            places.release();
        }
    }

    /** The request's own limit of time would end with the head of the answer. */
    private HttpResponse<byte[]> awaited(CompletableFuture<HttpResponse<byte[]>> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (timeout.compareTo(SILENCE) > 0) {
            try {
                return answer.get(SILENCE.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                requireLife();
            }
        }
        return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void requireLife() throws InterruptedException, ExecutionException, TimeoutException {
        HttpRequest question =
                HttpRequest.newBuilder(address.resolve("/health/live")).build();
        CompletableFuture<HttpResponse<Void>> sign = client.sendAsync(question, HttpResponse.BodyHandlers.discarding());
        try {
            sign.get(SIGN_OF_LIFE.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            sign.cancel(true);
        }
    }

    private static ProblemException away(String detail) {
        return ProblemException.unavailable(detail, RETRY);
    }

    private HttpRequest outgoing(Passed request) {
        URI target = URI.create(address.resolve("/")
                + request.path().substring(1)
                + (request.query().isEmpty() ? "" : "?" + request.query()));
        HttpRequest.Builder outgoing = HttpRequest.newBuilder(target)
                .header(SentKeys.HEADER, request.key().orElseGet(key::reveal))
                .header(RequestIds.HEADER, request.requestId())
                .header(ForwardedActor.HEADER, ForwardedActor.write(request.actor()))
                .header("Accept", Response.JSON)
                .method(request.method(), request.body());
        request.contentType().ifPresent(type -> outgoing.header("Content-Type", type));
        return outgoing.build();
    }

    private static Response passedOn(Passed request, HttpResponse<byte[]> response) {
        String type = response.headers().firstValue("Content-Type").orElse(Response.JSON);
        byte[] body = response.body();
        Response answer = Response.whole(
                response.statusCode(),
                type,
                type.startsWith(ProblemException.MEDIA_TYPE)
                        ? ForwardedProblem.at(PREFIX + request.path(), body)
                        : body);
        Optional<String> retry = response.headers().firstValue("Retry-After");
        Optional<String> location = response.headers().firstValue("Location").filter(path -> path.startsWith("/"));
        Response again = retry.isPresent() ? answer.with("Retry-After", retry.get()) : answer;
        return location.isPresent() ? again.with("Location", PREFIX + location.get()) : again;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
