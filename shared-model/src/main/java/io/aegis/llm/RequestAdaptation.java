/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;

/**
 * Remembers how one model at one provider is to be asked, and learns it from what the server says. Of several calls that
 * were sent away for the same reason, one makes the step and logs it. Thread-safe.
 */
final class RequestAdaptation {

    private static final System.Logger LOG = System.getLogger(RequestAdaptation.class.getName());

    /** 400 and 422 are for this; OpenRouter has 404 for it, and some servers 501. */
    private static final Set<Integer> STATUSES = Set.of(400, 404, 422, 501);

    private final String provider;
    private RequestFormat format;
    private int steps;

    /**
     * Begins with what a model's name suggests.
     *
     * @param provider its label, for the log
     */
    RequestAdaptation(String provider, RequestFormat format) {
        this.provider = provider;
        this.format = format;
    }

    /** How to ask now. */
    synchronized RequestFormat format() {
        return format;
    }

    /** How many steps were made since the start. */
    synchronized int steps() {
        return steps;
    }

    /**
     * Learns from an error, if it is about a parameter.
     *
     * @param sent how was asked
     * @return whether asking again is worth it
     */
    boolean learn(RequestFormat sent, ServerError error) {
        if (!STATUSES.contains(error.status())) {
            return false;
        }
        Optional<String> parameter = sent.blamed(error);
        parameter.ifPresent(name -> step(sent, sent.without(name, error), "does not take " + described(sent, name)));
        return parameter.isPresent();
    }

    /** Learns from an answer that was cut off: the model needs room to think. */
    void cutOff(RequestFormat sent) {
        if (!sent.longAnswer()) {
            step(sent, sent.withLongAnswer(), "had no room for its answer");
        }
    }

    private synchronized void step(RequestFormat sent, RequestFormat next, String why) {
        if (!format.equals(sent)) {
            return;
        }
        format = next;
        steps++;
        LOG.log(
                Level.INFO,
                "{0} {1}; from now on it is asked with response_format {2}, token limit {3}{4}{5}{6}{7}",
                provider,
                why,
                next.output() == OutputFormat.PLAIN ? "left out" : next.output().label(),
                next.tokens() == TokenParameter.NONE
                        ? "left out"
                        : next.tokens().label(),
                next.longAnswer() ? ", room for thoughts" : "",
                next.temperature() ? ", temperature 0" : "",
                next.reasoningEffort() ? ", low reasoning_effort" : "",
                next.systemRole() ? "" : ", no system message");
    }

    private static String described(RequestFormat sent, String parameter) {
        return parameter.equals("response_format")
                ? parameter + " " + sent.output().label()
                : parameter;
    }
}
