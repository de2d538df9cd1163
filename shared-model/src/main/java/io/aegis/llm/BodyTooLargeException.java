package io.aegis.llm;

import java.io.IOException;

/** A provider sent more than any answer can be. */
final class BodyTooLargeException extends IOException {

    BodyTooLargeException(long limit) {
        super("more than " + limit + " bytes");
    }
}
