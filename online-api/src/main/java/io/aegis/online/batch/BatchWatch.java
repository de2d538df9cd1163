/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.batch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the batch application is there. {@link #look} is to be called every {@link #EVERY} by a thread that may block; two looks in
 * vain make it away, so that it shows within ten seconds and a pause of it does not. Thread-safe.
 */
public final class BatchWatch implements AutoCloseable {

    /** Between two looks. */
    public static final Duration EVERY = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(BatchWatch.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int IN_VAIN = 2;
    private static final int OK = 200;

    private final HttpRequest question;
    private final HttpClient client;
    private volatile int inVain;

    /** Looks at the batch application at an address. It counts as there until it was looked for. */
    public BatchWatch(URI address) {
        this.question = HttpRequest.newBuilder(address.resolve("/health/live"))
                .timeout(TIMEOUT)
                .build();
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(TIMEOUT)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** Looks once. */
    public void look() {
        boolean before = away();
        inVain = answers() ? 0 : Math.min(IN_VAIN, inVain + 1);
        if (away() != before) {
            LOG.atWarn().addKeyValue("away", away()).log("the batch application's state changed");
        }
    }

    private boolean answers() {
        try {
            return client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether it was looked for in vain. */
    public boolean away() {
        return inVain >= IN_VAIN;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
