/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

/** A text that cannot be feedback, because too little or too much of it is left after sanitising. */
public final class FeedbackTextException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final int length;

    /** What is wrong. */
    public enum Kind {
        TOO_SHORT,
        TOO_LONG
    }

    FeedbackTextException(int length) {
        super("feedback must have " + FeedbackText.MIN_LENGTH + " to " + FeedbackText.MAX_LENGTH
                + " characters after sanitising, but has " + length);
        this.kind = length < FeedbackText.MIN_LENGTH ? Kind.TOO_SHORT : Kind.TOO_LONG;
        this.length = length;
    }

    /** Whether it is too short or too long. */
    public Kind kind() {
        return kind;
    }

    /**
     * The length found, in code points after sanitising; of a raw text beyond {@link FeedbackText#MAX_RAW_LENGTH}, which
     * is not sanitised, the raw one.
     */
    public int length() {
        return length;
    }
}
