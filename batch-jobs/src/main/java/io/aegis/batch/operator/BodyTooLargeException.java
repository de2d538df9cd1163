package io.aegis.batch.operator;

import java.io.IOException;

/** A body has more bytes than are read. */
final class BodyTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long limit;

    BodyTooLargeException(long limit) {
        this.limit = limit;
    }

    String detail() {
        return "The body may have up to " + limit + " bytes.";
    }
}
