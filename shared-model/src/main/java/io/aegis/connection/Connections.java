/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.connection;

import io.aegis.deadline.Ticker;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * The connections that are open. A head, or what is left of a body that nobody reads, has to come within {@link #HEAD}; who sends
 * nothing between requests is let go after {@link #IDLE}, and earlier, the longest silent first, when places run out; nobody but a proxy may have more than half of them.
 * {@link #sweep} is to be called every second. Thread-safe.
 */
public final class Connections {

    /** How long the head of a request may take, from its first byte to its last; the same for the rest of a refused body. */
    public static final Duration HEAD = Duration.ofSeconds(10);

    /** How long nothing may come between requests. */
    public static final Duration IDLE = Duration.ofMinutes(2);

    /**
     * How long one is silent between requests before it gives way, with all noticed that came in this time: the next request may be
     * under way, and who sent it cannot know whether it was read.
     */
    static final Duration YIELDS_BETWEEN = Duration.ofSeconds(1);

    /** The same for one whose first request, or the rest of a head, is to come: who opens thousands at once needs seconds to send. */
    static final Duration YIELDS_BEGINNING = Duration.ofSeconds(5);

    /** One part in so many of the places is kept free for those who come. */
    private static final int FREE_PART = 32;

    /** The count of an address that has none left, to which nobody may add any more. */
    private static final int GIVEN_UP = Integer.MIN_VALUE;

    /** How long one was silent, as it was once: it goes on while others are compared. */
    private record Silence(OpenConnection of, Duration time) {}

    private final int most;
    private final Predicate<InetAddress> proxies;
    private final Ticker ticker;
    private final LongPredicate noticed;
    private final Set<OpenConnection> open = ConcurrentHashMap.newKeySet();
    /** Counts without a lock: three hundred connections of one address would queue for that, each for a turn of the scheduler. */
    private final Map<InetAddress, AtomicInteger> byAddress = new ConcurrentHashMap<>();

    /**
     * Places for connections.
     *
     * @param most how many there may be
     * @param proxies tells whose connections are those of many
     * @param ticker measures how long they are silent
     * @param noticed whether what arrived before a moment of the ticker was noticed ({@link ArrivalProbe})
     */
    public Connections(int most, Predicate<InetAddress> proxies, Ticker ticker, LongPredicate noticed) {
        this.most = most;
        this.proxies = proxies;
        this.ticker = ticker;
        this.noticed = noticed;
    }

    /** How many there may be. */
    public int most() {
        return most;
    }

    /** How many there are. */
    public int open() {
        return open.size();
    }

    /**
     * Notes one more. When places run out the one that was silent for longest gives way.
     *
     * @param peer whoever opened it
     * @param closing closes it
     * @return empty when its peer has too many
     */
    public Optional<OpenConnection> opened(InetAddress peer, Runnable closing) {
        OpenConnection connection = new OpenConnection(peer, closing, ticker);
        open.add(connection);
        int ofPeer = oneMore(peer);
        if (surplus() > 0) {
            longestSilent(_ -> true).ifPresent(OpenConnection::close);
        }
        if (ofPeer > most / 2 && !peer.isLoopbackAddress() && !proxies.test(peer)) {
            Optional<OpenConnection> silent =
                    longestSilent(each -> each.peer().equals(peer) && !each.equals(connection));
            silent.ifPresent(OpenConnection::close);
            if (silent.isEmpty()) {
                closed(connection);
                return Optional.empty();
            }
        }
        return Optional.of(connection);
    }

    /** How many more there are than leave some places free. */
    private int surplus() {
        return open.size() - (most - Math.max(1, most / FREE_PART));
    }

    private Optional<OpenConnection> longestSilent(Predicate<OpenConnection> among) {
        return open.stream().filter(among).filter(this::yields).max(Comparator.comparing(OpenConnection::waited));
    }

    private boolean yields(OpenConnection connection) {
        OptionalLong from = connection.yieldsFrom(YIELDS_BEGINNING, YIELDS_BETWEEN);
        return from.isPresent() && noticed.test(from.getAsLong());
    }

    /** Forgets one that has ended. A second call does nothing. */
    public void closed(OpenConnection connection) {
        if (open.remove(connection)) {
            oneLess(connection.peer());
        }
    }

    private int oneMore(InetAddress peer) {
        while (true) {
            AtomicInteger known = byAddress.get(peer);
            AtomicInteger count = known == null ? byAddress.computeIfAbsent(peer, _ -> new AtomicInteger()) : known;
            int now = count.incrementAndGet();
            if (now > 0) {
                return now;
            }
            // It has just been given up.
            byAddress.remove(peer, count);
        }
    }

    private void oneLess(InetAddress peer) {
        AtomicInteger count = byAddress.get(peer);
        if (count != null && count.decrementAndGet() == 0 && count.compareAndSet(0, GIVEN_UP)) {
            byAddress.remove(peer, count);
        }
    }

    /** How many addresses are counted. */
    int addresses() {
        return byAddress.size();
    }

    /** Closes those that took too long, and where places ran out, those that give way: while all are taken, nobody comes to make them. */
    public void sweep() {
        open.stream().filter(each -> each.tooLong(HEAD, IDLE)).forEach(OpenConnection::close);
        int surplus = surplus();
        if (surplus > 0) {
            open.stream()
                    .filter(this::yields)
                    .map(each -> new Silence(each, each.waited()))
                    .sorted(Comparator.comparing(Silence::time).reversed())
                    .limit(surplus)
                    .forEach(silence -> silence.of().close());
        }
    }
}
