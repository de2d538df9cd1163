/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.wire;

import java.io.IOException;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/**
 * Stands at a field of a message, in Protocol Buffers or in their JSON form, and gives its value in the type that the reader
 * expects. Each field is taken at most once; what nobody takes is passed over. All methods throw an {@link IOException} where the
 * message is malformed, and a {@link io.aegis.problem.ProblemException} (400), which names the field, where that is of another
 * type than asked for. Used by one thread only.
 */
public interface WireCursor {

    /** Is told the number of each field of a message, and takes its value from the cursor or leaves it. */
    @FunctionalInterface
    interface FieldReader {

        /** Takes the value of the field that the cursor stands at, or does not. */
        void read(int number) throws IOException;
    }

    /** Reads the message that makes up the whole body; in one that has fields, but none that is known, nothing is right. */
    void root(FieldNames names, FieldReader reader) throws IOException;

    /** Reads the message in this field. */
    void message(FieldNames names, FieldReader reader) throws IOException;

    /** A {@code string}. */
    String text() throws IOException;

    /** A {@code bool}. */
    boolean bool() throws IOException;

    /** An {@code int32}, {@code int64}, {@code uint32} or {@code uint64}. */
    long integer() throws IOException;

    /** The number of a constant of an enum, which JSON may also tell by its name. */
    long constant(FieldNames names) throws IOException;

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
