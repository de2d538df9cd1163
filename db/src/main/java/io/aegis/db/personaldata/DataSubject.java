/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Whose data it is about (GDPR, Article 4: the data subject).
 *
 * @param kind what the value is
 * @param value not blank, {@link Kind#shortest} to {@link Kind#longest} characters
 */
public record DataSubject(Kind kind, String value) {

    private static final int LONGEST_REFERENCE = 128;
    private static final int SHORTEST_ADDRESS = 6;
    private static final int LONGEST_ADDRESS = 320;

    /** By what a customer is known. */
    public enum Kind {
        /** What senders gave as {@code metadata.customer_ref}; compared as it is. */
        CUSTOMER_REF("customer_ref", 1, LONGEST_REFERENCE),
        /** An e-mail or postal address, a telephone number: searched in texts and in what was sent with them, in any case. */
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

        /** Fewest characters of a value: what is in every second text names nobody. */
        public int shortest() {
            return shortest;
        }

        /** Most characters of a value. */
        public int longest() {
            return longest;
        }
    }

    /** Checks the length. */
    public DataSubject {
        if (value.isBlank() || value.length() < kind.shortest() || value.length() > kind.longest()) {
            throw new IllegalArgumentException(
                    "a subject has " + kind.shortest() + " to " + kind.longest() + " characters");
        }
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
