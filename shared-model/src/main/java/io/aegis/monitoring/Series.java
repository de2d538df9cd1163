/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One stream of samples: what is measured, and the labels that say where. Two series are the same when their types are and
 * their labels are, in whatever order those were given. What is asked of one many times is worked out once. Immutable.
 */
public final class Series {

    /** Length of {@link #hash()} in bytes. */
    public static final int HASH_LENGTH = 32;

    /** The most labels of a series. */
    public static final int MAX_LABELS = 32;

    /** The most characters of a label's name. */
    public static final int MAX_NAME_LENGTH = 128;

    /** The most characters of a label's value. */
    public static final int MAX_VALUE_LENGTH = 512;

    private final MetricType type;
    private final SortedMap<String, String> labels;
    private final int hashCode;

    /** Worked out when it is first asked for; whoever comes at the same time may do so too. */
    private @Nullable Identity identity;

    /** What follows from the labels. */
    private static final class Identity {
        private final Optional<String> service;
        private final byte[] hash;

        private Identity(Optional<String> service, byte[] hash) {
            this.service = service;
            this.hash = hash;
        }
    }

    /** Takes the map over. */
    private Series(MetricType type, SortedMap<String, String> labels) {
        if (labels.size() > MAX_LABELS) {
            throw new IllegalArgumentException("a series has at most " + MAX_LABELS + " labels");
        }
        labels.forEach(Series::check);
        this.type = type;
        this.labels = labels;
        this.hashCode = 31 * type.label().hashCode() + labels.hashCode();
    }

    /**
     * A series whose labels come in any order.
     *
     * @throws IllegalArgumentException when there are more or longer labels than allowed, an empty name, or text that is not
     *     Unicode
     */
    public static Series of(MetricType type, Map<String, String> labels) {
        return new Series(type, new TreeMap<>(labels));
    }

    /**
     * A series of some of these labels, which come in any order: those whose names pass.
     *
     * @throws IllegalArgumentException as for all
     */
    public static Series of(MetricType type, Map<String, String> labels, Predicate<String> names) {
        SortedMap<String, String> some = new TreeMap<>();
        labels.forEach((name, value) -> {
            if (names.test(name)) {
                some.put(name, value);
            }
        });
        return new Series(type, some);
    }

    /**
     * The order of labels: as of words of their names and values, one after the other.
     *
     * @return negative, 0 or positive, 0 only for series of the same labels
     */
    public int compareLabels(Series other) {
        Iterator<Map.Entry<String, String>> others = other.labels.entrySet().iterator();
        for (Map.Entry<String, String> label : labels.entrySet()) {
            if (!others.hasNext()) {
                return 1;
            }
            Map.Entry<String, String> one = others.next();
            int order = label.getKey().compareTo(one.getKey());
            if (order == 0) {
                order = label.getValue().compareTo(one.getValue());
            }
            if (order != 0) {
                return order;
            }
        }
        return others.hasNext() ? -1 : 0;
    }

    /** The same series of other copies of its texts, which many series may share. What was worked out of this one holds for it. */
    public Series sharing(UnaryOperator<String> texts) {
        SortedMap<String, String> shared = new TreeMap<>();
        labels.forEach((name, value) -> shared.put(texts.apply(name), texts.apply(value)));
        Series series = new Series(type, shared);
        Identity known = identity;
        if (known != null) {
            series.identity = new Identity(known.service.map(texts), known.hash);
        }
        return series;
    }

    /** What is measured. */
    public MetricType type() {
        return type;
    }

    /** Names and values, sorted by name. */
    public SortedMap<String, String> labels() {
        return Collections.unmodifiableSortedMap(labels);
    }

    /** The service that this series tells of, by {@link ServiceIdentity}. */
    public Optional<String> service() {
        return identity().service;
    }

    /**
     * SHA-256 of the type and the sorted labels, each text in UTF-8 behind its length, so that no two series are
     * written alike: {@value #HASH_LENGTH} bytes.
     */
    public byte[] hash() {
        return identity().hash.clone();
    }

    private Identity identity() {
        Identity known = identity;
        if (known == null) {
            known = new Identity(ServiceIdentity.of(labels), digest());
            identity = known;
        }
        return known;
    }

    private byte[] digest() {
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

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Series series
                        && hashCode == series.hashCode
                        && type == series.type
                        && sameLabels(series.labels));
    }

    /** Both are sorted, so nothing is looked up: in some thousands of series one is told from another many times a second. */
    private boolean sameLabels(SortedMap<String, String> other) {
        if (labels.size() != other.size()) {
            return false;
        }
        Iterator<Map.Entry<String, String>> others = other.entrySet().iterator();
        for (Map.Entry<String, String> label : labels.entrySet()) {
            Map.Entry<String, String> one = others.next();
            if (!label.getValue().equals(one.getValue()) || !label.getKey().equals(one.getKey())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return hashCode;
    }

    @Override
    public String toString() {
        return "Series[type=" + type + ", labels=" + labels + "]";
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
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (Character.isSurrogate(character)) {
                boolean pair = Character.isHighSurrogate(character)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static void write(String text, ByteArrayOutputStream out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }
}
