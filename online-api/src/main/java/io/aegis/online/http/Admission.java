package io.aegis.online.http;

import io.aegis.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what all requests together may hold in memory. Each says what it may come to weigh before it reads, and one that does not
 * fit is refused at once. The heavier a request, the more room it has to leave free, so that large ones never keep small ones out.
 * Thread-safe.
 */
public final class Admission {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private static final long HEAVY = 1 << 20;
    private static final long MIDDLING = 64 << 10;

    /** One part in so many of the room is for those that are not heavy, and for those that are light. */
    private static final long NOT_HEAVY_PART = 4;

    private static final long LIGHT_PART = 8;

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
        if (held.addAndGet(bytes) > most - leaving(bytes)) {
            held.addAndGet(-bytes);
            throw ProblemException.unavailable(
                    "The requests under way leave no room for one of this size.", RETRY_AFTER);
        }
    }

    private long leaving(long bytes) {
        if (bytes >= HEAVY) {
            return most / NOT_HEAVY_PART;
        }
        return bytes >= MIDDLING ? most / LIGHT_PART : 0;
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
