/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.cache;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map with a capacity: whoever puts one entry too many makes it forget the one that was neither read nor written for longest
 * (least recently used). Iterates from that one on, which counts as no reading. Not thread-safe, not even for readers: reading changes
 * the order.
 *
 * @param <K> keys
 * @param <V> values
 */
public final class LruMap<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    private final int capacity;

    /**
     * An empty map.
     *
     * @param capacity most entries, at least 1
     * @throws IllegalArgumentException when it could hold nothing
     */
    public LruMap(int capacity) {
        super(16, 0.75f, true);
        if (capacity < 1) {
            throw new IllegalArgumentException("a capacity of " + capacity + " entries");
        }
        this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > capacity;
    }
}
