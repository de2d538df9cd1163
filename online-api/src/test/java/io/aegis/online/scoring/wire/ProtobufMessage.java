/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.wire;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes messages of Protocol Buffers field by field, also such as no generated class would write. */
public final class ProtobufMessage {

    private ProtobufMessage() {}

    /** Writes the fields of a message. */
    @FunctionalInterface
    public interface Writer {

        /** Writes them. */
        void to(CodedOutputStream out) throws IOException;
    }

    /** The bytes of a message. */
    public static byte[] message(Writer writer) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            writer.to(out);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
