/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.wire;

import java.io.IOException;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/**
 * Stands at a field of a message, in Protocol Buffers or in their JSON form, and gives its value in the type that the reader
 * expects. Each field is taken at most once; what nobody takes is passed over, as is a field of another type than asked for.
 * All methods throw an {@link IOException} where the message is malformed. Used by one thread only.
 */
public interface WireCursor {

    /** Is told the number of each field of a message, and takes its value from the cursor or leaves it. */
    @FunctionalInterface
    interface FieldReader {

        /** Takes the value of the field that the cursor stands at, or does not. */
        void read(int number) throws IOException;
    }

    /** Reads the message that makes up the whole body. */
    void root(FieldNames names, FieldReader reader) throws IOException;

    /** Reads the message in this field. */
    void message(FieldNames names, FieldReader reader) throws IOException;

    /** A {@code string}. */
    String text() throws IOException;

    /** An {@code int32}, {@code int64}, {@code uint64}, {@code bool} or an enum by its number. */
    long integer() throws IOException;

    /** A {@code sint32}. */
    int signed() throws IOException;

    /** A {@code fixed64} or {@code sfixed64}. */
    long fixed() throws IOException;

    /** A {@code double}. */
    double number() throws IOException;

    /** The bytes of an id, folded into 64 bits; in JSON they are hexadecimal, as OTLP has them. 0 when there are none. */
    long id() throws IOException;

    /** All of what is in this place of a repeated {@code fixed64}: one or several. */
    void fixeds(LongConsumer each) throws IOException;

    /** All of what is in this place of a repeated {@code uint64}. */
    void integers(LongConsumer each) throws IOException;

    /** All of what is in this place of a repeated {@code double}. */
    void numbers(DoubleConsumer each) throws IOException;
}
