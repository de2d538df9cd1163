/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.faults;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One row of the wall.
 *
 * @param name the model that asks for it, with {@code N} where a number stands
 * @param meaning what the client sees
 * @param behaviour how the wall brings it about
 */
record Fault(String name, String meaning, Behaviour behaviour) {

    /** Treats one request. */
    @FunctionalInterface
    interface Behaviour {

        /**
         * Answers, or does not.
         *
         * @param call the request and what is known of it
         * @param reply the connection
         * @throws IOException when the client has gone
         * @throws InterruptedException when the wall is closed meanwhile
         */
        void answer(Call call, Reply reply) throws IOException, InterruptedException;
    }

    /**
     * One request at the wall.
     *
     * @param request what was asked
     * @param wire how it came
     * @param number the N of the model name, 0 without one
     * @param count how often this model has been called, this call included
     */
    record Call(ChatRequest request, WireRequest wire, int number, int count) {}

    /** Whether a model asks for this fault. */
    boolean matches(String model) {
        return pattern().matcher(model).matches();
    }

    /** The N in a model name that matches; 0 when this fault takes none. */
    int number(String model) {
        Matcher matcher = pattern().matcher(model);
        return matcher.matches() && matcher.groupCount() == 1 ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private Pattern pattern() {
        return Pattern.compile(name.replace("*", ".*").replaceFirst("N$", "(\\\\d{1,7})"));
    }
}
