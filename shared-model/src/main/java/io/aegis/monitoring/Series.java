/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One stream of samples: what is measured, and the labels that say where. Two series are the same when their types are and
 * their labels are, in whatever order those were given. Immutable.
 *
 * @param type what is measured
 * @param labels names and values, sorted by name
 */
public record Series(MetricType type, SortedMap<String, String> labels) {

    /** Length of {@link #hash()} in bytes. */
    public static final int HASH_LENGTH = 32;

    /** The most labels of a series. */
    public static final int MAX_LABELS = 32;

    /** The most characters of a label's name. */
    public static final int MAX_NAME_LENGTH = 128;

    /** The most characters of a label's value. */
    public static final int MAX_VALUE_LENGTH = 512;

    /**
     * A series.
     *
     * @throws IllegalArgumentException when there are more or longer labels than allowed, an empty name, or text that is not
     *     Unicode
     */
    public Series {
        if (labels.size() > MAX_LABELS) {
            throw new IllegalArgumentException("a series has at most " + MAX_LABELS + " labels");
        }
        labels.forEach(Series::check);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** A series whose labels come in any order. */
    public static Series of(MetricType type, Map<String, String> labels) {
        return new Series(type, new TreeMap<>(labels));
    }

    /** The service that this series tells of, by {@link ServiceIdentity}. */
    public Optional<String> service() {
        return ServiceIdentity.of(labels);
    }

    /**
     * SHA-256 of the type and the sorted labels, each text in UTF-8 behind its length, so that no two series are
     * written alike: {@value #HASH_LENGTH} bytes.
     */
    public byte[] hash() {
        var written = new ByteArrayOutputStream();
        write(type.label(), written);
        labels.forEach((name, value) -> {
            write(name, written);
            write(value, written);
        });
        try {
            return MessageDigest.getInstance("SHA-256").digest(written.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void check(String name, String value) {
        if (name.isEmpty() || name.length() > MAX_NAME_LENGTH || value.length() > MAX_VALUE_LENGTH) {
            throw new IllegalArgumentException("a label has a name of 1 to " + MAX_NAME_LENGTH
                    + " characters and a value of at most " + MAX_VALUE_LENGTH);
        }
        if (!isUnicode(name) || !isUnicode(value)) {
            throw new IllegalArgumentException("a label's name and value are Unicode text without lone surrogates");
        }
    }

    private static boolean isUnicode(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private static void write(String text, ByteArrayOutputStream out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }
}
