package io.aegis.batch.feedbackimport;

/** A record that is no feedback. The message is for the person who sent the file. No stack trace: there may be many. */
final class RowException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String content;

    /** @param content what the rejects show */
    RowException(String message, String content) {
        super(message, null, false, false);
        this.content = content;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    String content() {
        return content;
    }
}
