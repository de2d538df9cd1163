/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

/**
 * A sanitised text: no markup, no control or zero-width characters, Unicode NFC, white space folded to single spaces,
 * {@value #MIN_LENGTH} to {@value #MAX_LENGTH} code points; two suffice when both are a word or syllable by themselves, as
 * in Chinese, and one when it is an emoji. Immutable; equal when the text is.
 *
 * <p>Markup is read by an HTML parser, and entities are decoded once, so escaped markup becomes text that looks like
 * markup. Escape this text wherever it is shown.
 */
public final class FeedbackText {

    /** Fewest code points after sanitising, of alphabets. */
    public static final int MIN_LENGTH = 3;
    /** Most code points after sanitising. */
    public static final int MAX_LENGTH = 5000;
    /** Most UTF-16 units of a raw text; longer ones are refused unread. */
    public static final int MAX_RAW_LENGTH = 64 * 1024;

    private final String value;

    private FeedbackText(String value) {
        int length = value.codePointCount(0, value.length());
        boolean enough = length >= MIN_LENGTH || Characters.saysMuch(value);
        if (!enough || length > MAX_LENGTH) {
            throw new FeedbackTextException(length);
        }
        this.value = value;
    }

    /**
     * Sanitises a text as a customer sent it.
     *
     * @throws FeedbackTextException when what is left is too short or too long
     */
    public static FeedbackText of(String raw) {
        refuseHuge(raw);
        return new FeedbackText(Characters.clean(Markup.strip(raw)));
    }

    /**
     * Takes back a text that was sanitised before, such as one from the store. It is not parsed again: the text
     * {@code <b>} stays.
     *
     * @throws FeedbackTextException when it is too short or too long
     */
    public static FeedbackText ofSanitised(String clean) {
        refuseHuge(clean);
        return new FeedbackText(Characters.clean(clean));
    }

    private static void refuseHuge(String text) {
        if (text.length() > MAX_RAW_LENGTH) {
            throw new FeedbackTextException(text.codePointCount(0, text.length()));
        }
    }

    /** The text itself. */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeedbackText text && value.equals(text.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Tells the length only: customers' texts do not belong into logs. */
    @Override
    public String toString() {
        return "FeedbackText[" + value.length() + " characters]";
    }
}
