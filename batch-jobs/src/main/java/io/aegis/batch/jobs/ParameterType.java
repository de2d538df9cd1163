/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.jobs;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a parameter of a job may be. Values come from JSON: a text, a whole number or a truth value; they go to Spring Batch
 * as {@code String} or {@code Long}.
 */
public sealed interface ParameterType {

    /** The name on the wire, such as {@code text}. */
    String label();

    /** What is allowed, for a person. */
    String allowed();

    /**
     * Checks a value.
     *
     * @return what the job gets, a {@code String} or a {@code Long}
     * @throws IllegalArgumentException when it is not allowed
     */
    Object check(Object value);

    /**
     * A text.
     *
     * @param maxLength most characters
     */
    record Text(int maxLength) implements ParameterType {

        @Override
        public String label() {
            return "text";
        }

        @Override
        public String allowed() {
            return "a text of 1 to " + maxLength + " characters";
        }

        @Override
        public Object check(Object value) {
            if (value instanceof String text && !text.isBlank() && text.length() <= maxLength) {
                return text;
            }
            throw new IllegalArgumentException("must be " + allowed());
        }
    }

    /**
     * One of several words.
     *
     * @param words all of them
     */
    record Choice(List<String> words) implements ParameterType {

        /** Copies the words. */
        public Choice {
            words = List.copyOf(words);
        }

        @Override
        public String label() {
            return "choice";
        }

        @Override
        public String allowed() {
            return "one of " + String.join(", ", words);
        }

        @Override
        public Object check(Object value) {
            if (value instanceof String word && words.contains(word)) {
                return word;
            }
            throw new IllegalArgumentException("must be " + allowed());
        }
    }

    /**
     * A whole number between two bounds, both allowed.
     *
     * @param least the smallest
     * @param most the largest
     */
    record WholeNumber(long least, long most) implements ParameterType {

        @Override
        public String label() {
            return "integer";
        }

        @Override
        public String allowed() {
            return "a whole number from " + least + " to " + most;
        }

        @Override
        public Object check(Object value) {
            boolean whole = value instanceof Long || value instanceof Integer;
            if (whole && value instanceof Number number && number.longValue() >= least && number.longValue() <= most) {
                return number.longValue();
            }
            throw new IllegalArgumentException("must be " + allowed());
        }
    }

    /** True or false; the job gets the text {@code true} or {@code false}. */
    record Flag() implements ParameterType {

        @Override
        public String label() {
            return "boolean";
        }

        @Override
        public String allowed() {
            return "true or false";
        }

        @Override
        public Object check(Object value) {
            if (value instanceof Boolean flag) {
                return flag.toString();
            }
            throw new IllegalArgumentException("must be " + allowed());
        }
    }

    /** The id of something; the job gets it as a text in its usual form. */
    record Id() implements ParameterType {

        @Override
        public String label() {
            return "id";
        }

        @Override
        public String allowed() {
            return "an id, such as 0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
        }

        @Override
        public Object check(Object value) {
            if (value instanceof String text && text.length() == 36) {
                try {
                    return UUID.fromString(text).toString();
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("must be " + allowed(), e);
                }
            }
            throw new IllegalArgumentException("must be " + allowed());
        }
    }

    /** A moment; the job gets it as a text in UTC. */
    record Moment() implements ParameterType {

        @Override
        public String label() {
            return "moment";
        }

        @Override
        public String allowed() {
            return "a moment, such as 2026-11-20T10:00:00Z";
        }

        @Override
        public Object check(Object value) {
            if (value instanceof String text && text.length() <= 40) {
                try {
                    return Instant.parse(text).toString();
                } catch (DateTimeException e) {
                    throw new IllegalArgumentException("must be " + allowed(), e);
                }
            }
            throw new IllegalArgumentException("must be " + allowed());
        }
    }
}
