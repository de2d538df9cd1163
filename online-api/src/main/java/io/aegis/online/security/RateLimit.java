/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.security;

import io.aegis.access.SenderNetwork;
import io.aegis.cache.LruMap;
import io.aegis.db.keys.Caller;
import io.aegis.deadline.Ticker;
import io.aegis.problem.ProblemException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Limits how many requests a sender may make in a second: a bucket for each key, or for each address without one. A
 * bucket holds one second's worth and fills evenly. At most {@value #MAX_SENDERS} are remembered; the one that was silent
 * for longest is forgotten first, which only gives it a full bucket again. Thread-safe.
 */
public final class RateLimit {

    /** Senders remembered at once. */
    static final int MAX_SENDERS = 20_000;

    private final Optional<Integer> perSecond;
    private final TimeMeter meter;
    private final Map<String, Bucket> buckets;

    /**
     * A limit, or none.
     *
     * @param perSecond requests in a second; unlimited when empty
     * @param ticker measures the time
     */
    public RateLimit(Optional<Integer> perSecond, Ticker ticker) {
        this.perSecond = perSecond;
        this.meter = new TickerMeter(ticker);
        this.buckets = new LruMap<>(MAX_SENDERS);
    }

    /**
     * Counts a request.
     *
     * @param caller who sent it, when it came with a valid key
     * @param address where it came from
     * @return the refusal, 429, when it is one too many
     */
    public Optional<ProblemException> count(Optional<Caller> caller, InetAddress address) {
        return perSecond.flatMap(rate -> {
            String sender = caller.map(known -> "key " + known.id()).orElseGet(() -> SenderNetwork.of(address));
            ConsumptionProbe probe = bucket(sender, rate).tryConsumeAndReturnRemaining(1);
            return probe.isConsumed()
                    ? Optional.empty()
                    : Optional.of(ProblemException.rateLimited(Duration.ofNanos(probe.getNanosToWaitForRefill())));
        });
    }

    private Bucket bucket(String sender, int rate) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(
                    sender,
                    any -> Bucket.builder()
                            .addLimit(limit -> limit.capacity(rate).refillGreedy(rate, Duration.ofSeconds(1)))
                            .withCustomTimePrecision(meter)
                            .build());
        }
    }

    private record TickerMeter(Ticker ticker) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return ticker.nanos();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
