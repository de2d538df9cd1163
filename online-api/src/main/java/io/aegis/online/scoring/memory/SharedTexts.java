/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.memory;

import java.util.HashMap;
import java.util.Map;

/**
 * Texts that many series have: the names of labels, and values such as that of {@code job}. Each series comes with copies of its
 * own, which took some hundred bytes of each. Bounded: when it is full it begins anew. Not thread-safe.
 */
final class SharedTexts {

    /** Most texts: some 300 KB of usual ones. */
    static final int MOST = 4_096;

    private final Map<String, String> texts = new HashMap<>();

    /** The copy that came first. */
    String of(String text) {
        if (texts.size() >= MOST) {
            texts.clear();
        }
        String before = texts.putIfAbsent(text, text);
        return before == null ? text : before;
    }
}
