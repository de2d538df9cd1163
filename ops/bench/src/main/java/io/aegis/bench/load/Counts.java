/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts of labels, by what they label. Thread-safe. */
final class Counts {

    private final ConcurrentMap<String, ConcurrentMap<String, LongAdder>> counts = new ConcurrentSkipListMap<>();

    void add(String kind, String label) {
        counts.computeIfAbsent(kind, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(label, _ -> new LongAdder())
                .increment();
    }

    SortedMap<String, SortedMap<String, Long>> sums() {
        var sums = new TreeMap<String, SortedMap<String, Long>>();
        counts.forEach((kind, labels) -> {
            var sorted = new TreeMap<String, Long>();
            labels.forEach((label, count) -> sorted.put(label, count.sum()));
            sums.put(kind, sorted);
        });
        return Collections.unmodifiableSortedMap(sums);
    }
}
