package io.aegis.online.http;

import io.aegis.online.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what all requests together may hold in memory. Each says what it may come to weigh before it reads, and one that does not
 * fit is refused at once. Thread-safe.
 */
public final class Admission {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final long most;
    private final AtomicLong held = new AtomicLong();

    /** Room for so many bytes. */
    public Admission(long most) {
        this.most = most;
    }

    /**
     * Takes room, to be given back by {@link #giveBack}.
     *
     * @throws ProblemException 503 when there is not so much left
     */
    void take(long bytes) {
        if (held.addAndGet(bytes) > most) {
            held.addAndGet(-bytes);
            throw ProblemException.unavailable(
                    "The requests under way leave no room for one of this size.", RETRY_AFTER);
        }
    }

    /** Gives room back. */
    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    /** Bytes that are taken. */
    public long held() {
        return held.get();
    }
}
