package io.aegis.feedback;

import java.text.Normalizer;
import org.jsoup.Jsoup;

/**
 * A sanitised text: no markup, no control or zero-width characters, Unicode NFC, white space folded to single spaces,
 * {@value #MIN_LENGTH} to {@value #MAX_LENGTH} code points. Immutable; equal when the text is.
 */
public final class FeedbackText {

    /** Fewest code points after sanitising. */
    public static final int MIN_LENGTH = 3;
    /** Most code points after sanitising. */
    public static final int MAX_LENGTH = 5000;

    private final String value;

    private FeedbackText(String value) {
        this.value = value;
    }

    /** Placeholder. */
    public static FeedbackText of(String raw) {
        return new FeedbackText(Normalizer.normalize(Jsoup.parse(raw).text(), Normalizer.Form.NFC));
    }

    /** The text itself. */
    public String value() {
        return value;
    }
}
