/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it hears. */
final class RecordedEvents implements LlmEvents {

    private final List<LlmAttempt> attempts = new CopyOnWriteArrayList<>();
    private final List<String> misses = new CopyOnWriteArrayList<>();

    @Override
    public void attempted(LlmAttempt attempt) {
        attempts.add(attempt);
    }

    @Override
    public void missed(String provider) {
        misses.add(provider);
    }

    List<LlmAttempt> attempts() {
        return attempts;
    }

    List<String> misses() {
        return misses;
    }
}
