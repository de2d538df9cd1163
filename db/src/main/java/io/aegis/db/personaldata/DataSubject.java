/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import io.aegis.naming.FoldedText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose data it is about (GDPR, Article 4: the data subject).
 *
 * @param kind what the value is
 * @param value not blank, {@link Kind#shortest} to {@link Kind#longest} characters, as {@link Kind#tidy} makes it
 */
public record DataSubject(Kind kind, String value) {

    private static final int LONGEST_REFERENCE = 128;
    private static final int SHORTEST_ADDRESS = 6;
    private static final int LONGEST_ADDRESS = 320;

    /** By what a customer is known. */
    public enum Kind {
        /** What senders gave as {@code metadata.customer_ref}; compared as it is. */
        CUSTOMER_REF("customer_ref", 1, LONGEST_REFERENCE),
        /**
         * An e-mail or postal address, a telephone number: searched in texts and in what was sent with them, in any case (sharp
         * s is two), and whether letters with accents are one character there or two.
         */
        ADDRESS("address", SHORTEST_ADDRESS, LONGEST_ADDRESS);

        private final String label;
        private final int shortest;
        private final int longest;

        Kind(String label, int shortest, int longest) {
            this.label = label;
            this.shortest = shortest;
            this.longest = longest;
        }

        /** The name on the wire. */
        public String label() {
            return label;
        }

        /** A value as it is kept: an address composed (Unicode NFC), as sanitised texts are. */
        public String tidy(String value) {
            String stripped = value.strip();
            return this == ADDRESS ? Normalizer.normalize(stripped, Normalizer.Form.NFC) : stripped;
        }

        /** Whether a tidy value is of a length that names somebody. */
        public boolean fits(String value) {
            return !value.isBlank() && value.length() >= shortest && value.length() <= longest;
        }

        /** Fewest characters of a value: what is in every second text names nobody. */
        public int shortest() {
            return shortest;
        }

        /** Most characters of a value. */
        public int longest() {
            return longest;
        }
    }

    /** Tidies the value and checks its length. */
    public DataSubject {
        value = kind.tidy(value);
        if (!kind.fits(value)) {
            throw new IllegalArgumentException(
                    "a subject has " + kind.shortest() + " to " + kind.longest() + " characters");
        }
    }

    /**
     * Parameters for as many pairs of {@link SubjectColumns#holding}, in no case: what was sent with texts, and notes, are kept as
     * they came, so an address may stand there decomposed (as macOS writes names of files). The second of each pair is empty where
     * there is no other spelling.
     */
    List<Object> spellings(int pairs) {
        String decomposed = kind == Kind.ADDRESS ? Normalizer.normalize(folded(), Normalizer.Form.NFD) : folded();
        String other = decomposed.equals(folded()) ? "" : decomposed;
        List<Object> parameters = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            parameters.add(folded());
            parameters.add(other);
        }
        return parameters;
    }

    /** The value in no case. */
    String folded() {
        return kind.tidy(FoldedText.fold(value));
    }

    /** Parameters of {@link SubjectColumns#mine}. */
    List<Object> own() {
        return switch (kind) {
            case CUSTOMER_REF -> List.of(value);
            case ADDRESS -> spellings(SubjectColumns.ADDRESSED_PAIRS);
        };
    }

    /** SHA-256 of a salt and the value in UTF-8. */
    byte[] digest(byte[] salt) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(salt);
            return sha256.digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Says nothing of who it is, for logs. */
    @Override
    public String toString() {
        return "DataSubject[" + kind + "]";
    }
}
