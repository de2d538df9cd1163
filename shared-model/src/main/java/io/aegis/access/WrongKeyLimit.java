/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.access;

import io.aegis.cache.LruMap;
import io.aegis.deadline.Ticker;
import io.aegis.problem.ProblemException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits how many wrong keys come from an address, so that keys cannot be guessed: {@value #AT_ONCE} at once, then ten in a second. An
 * address that has used these up is told nothing about any key that it has not used before: were right ones let through, guessing would go
 * on. Keys that it has used, and keys from elsewhere, are not affected: behind one address there may be many senders, and one of them has
 * an old key. At most {@value #REMEMBERED} addresses, and as many keys with theirs, are remembered; of addresses the
 * one that was silent for longest is forgotten first, of keys the one that was known for longest. Thread-safe, and without a lock for keys
 * that an address has used: nearly all requests bring one.
 */
public final class WrongKeyLimit {

    /** Wrong keys from an address at once. */
    public static final int AT_ONCE = 1_000;

    /** What a wrong key weighs that a person types in: they have 20 attempts at once. */
    public static final int TYPED = 50;

    static final int REMEMBERED = 20_000;

    private static final double NANOS_OF_ONE = Duration.ofMillis(100).toNanos();

    private final Ticker ticker;
    private final Map<String, Left> left = new LruMap<>(REMEMBERED);
    private final Set<Used> used = ConcurrentHashMap.newKeySet();
    private final Queue<Used> usedInTurn = new ArrayDeque<>();

    /** Wrong keys that an address may send. */
    private record Left(double keys, long at) {}

    private record Used(InetAddress address, String holder) {}

    /** Nobody has sent a wrong key yet. */
    public WrongKeyLimit(Ticker ticker) {
        this.ticker = ticker;
    }

    /**
     * Judges a request that brings a key, before it is told whether the key is right.
     *
     * @param address where it came from
     * @param holder id of whoever holds the key; empty when it is wrong
     * @param weight how many wrong keys it counts as if it is one, 1 to {@value #AT_ONCE}
     * @return the refusal, 429, when too many wrong ones came from there
     */
    public Optional<ProblemException> judge(InetAddress address, Optional<String> holder, int weight) {
        Optional<Used> right = holder.map(id -> new Used(address, id));
        return right.filter(used::contains).isPresent() ? Optional.empty() : judgeNew(address, right, weight);
    }

    private synchronized Optional<ProblemException> judgeNew(InetAddress address, Optional<Used> right, int weight) {
        String network = SenderNetwork.of(address);
        double now = left(network);
        if (now < weight) {
            return Optional.of(ProblemException.tooManyWrongKeys(
                    Duration.ofNanos((long) Math.ceil((weight - now) * NANOS_OF_ONE))));
        }
        if (right.isPresent()) {
            remember(right.get());
        } else {
            left.put(network, new Left(now - weight, ticker.nanos()));
        }
        return Optional.empty();
    }

    private void remember(Used right) {
        if (used.add(right)) {
            usedInTurn.add(right);
            if (usedInTurn.size() > REMEMBERED) {
                used.remove(usedInTurn.remove());
            }
        }
    }

    private double left(String network) {
        Left last = left.get(network);
        return last == null ? AT_ONCE : Math.min(AT_ONCE, last.keys() + (ticker.nanos() - last.at()) / NANOS_OF_ONE);
    }
}
