/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads messages of Protocol Buffers field by field. */
final class ProtobufFields {

    /** What a sender is told of a body that is none. */
    static final String MALFORMED = "The body is not a WriteRequest in a Snappy block.";

    private static final char REPLACEMENT = '\uFFFD';

    private ProtobufFields() {}

    /** Reads a field, or passes it over. */
    @FunctionalInterface
    interface Reader {

        /** Whether it has read the field; else it is passed over. */
        boolean read(int tag) throws IOException;
    }

    /** Reads all fields of the message that the stream is at, or that it is limited to. */
    static void each(CodedInputStream in, Reader reader) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (!reader.read(tag) && !in.skipField(tag)) {
                // An end of a group that never began.
                throw ProblemException.malformed(MALFORMED);
            }
        }
    }

    /** Reads all fields of a message within the message. */
    static void nested(CodedInputStream in, Reader reader) throws IOException {
        int end = in.pushLimit(in.readRawVarint32());
        each(in, reader);
        in.popLimit(end);
    }

    /**
     * Reads a text where it is, without a copy of its bytes.
     *
     * @param message what the stream reads from, from its first byte on
     * @return empty when it is not UTF-8
     */
    static Optional<String> text(CodedInputStream in, byte[] message) throws IOException {
        int length = in.readRawVarint32();
        int begin = in.getTotalBytesRead();
        in.skipRawBytes(length);
        String text = new String(message, begin, length, StandardCharsets.UTF_8);
        // What is no UTF-8 has become this sign, which may also have been sent.
        return text.indexOf(REPLACEMENT) < 0
                        || ByteString.copyFrom(message, begin, length).isValidUtf8()
                ? Optional.of(text)
                : Optional.empty();
    }

    /** Whether a field has that number, and a length before what is in it. */
    static boolean isMessage(int tag, int field) {
        return is(tag, field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    }

    static boolean isVarint(int tag, int field) {
        return is(tag, field, WireFormat.WIRETYPE_VARINT);
    }

    static boolean isDouble(int tag, int field) {
        return is(tag, field, WireFormat.WIRETYPE_FIXED64);
    }

    private static boolean is(int tag, int field, int type) {
        return WireFormat.getTagFieldNumber(tag) == field && WireFormat.getTagWireType(tag) == type;
    }

    /** Reads numbers that are packed, or one that is not; false when the field is another one. */
    static boolean numbers(CodedInputStream in, int tag, int field, int type, NumberReader each) throws IOException {
        if (is(tag, field, type)) {
            each.read();
            return true;
        }
        if (!isMessage(tag, field)) {
            return false;
        }
        int end = in.pushLimit(in.readRawVarint32());
        while (!in.isAtEnd()) {
            each.read();
        }
        in.popLimit(end);
        return true;
    }

    /** Reads one number. */
    @FunctionalInterface
    interface NumberReader {

        void read() throws IOException;
    }
}
