/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/** A message in the binary encoding of Protocol Buffers. */
public final class ProtobufCursor implements WireCursor {

    private final CodedInputStream in;
    private int tag;
    private boolean taken;

    /** Reads a body. */
    public ProtobufCursor(byte[] body) {
        this.in = CodedInputStream.newInstance(body);
    }

    /** Reads one value that is repeated. */
    @FunctionalInterface
    private interface Element {
        void read() throws IOException;
    }

    @Override
    public void root(FieldNames names, FieldReader reader) throws IOException {
        fields(reader);
    }

    @Override
    public void message(FieldNames names, FieldReader reader) throws IOException {
        if (take(WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
            int outer = in.pushLimit(in.readRawVarint32());
            fields(reader);
            in.popLimit(outer);
            taken = true;
        }
    }

    private void fields(FieldReader reader) throws IOException {
        for (int next = in.readTag(); next != 0; next = in.readTag()) {
            tag = next;
            taken = false;
            reader.read(WireFormat.getTagFieldNumber(next));
            // An end of a group that never began is malformed.
            if (!taken && !in.skipField(next)) {
                throw new IOException("a group ends that never began");
            }
        }
    }

    /** Whether the field has this type; then it is about to be taken. */
    private boolean take(int type) {
        taken = WireFormat.getTagWireType(tag) == type;
        return taken;
    }

    @Override
    public String text() throws IOException {
        return take(WireFormat.WIRETYPE_LENGTH_DELIMITED) ? in.readStringRequireUtf8() : "";
    }

    @Override
    public long integer() throws IOException {
        return take(WireFormat.WIRETYPE_VARINT) ? in.readRawVarint64() : 0;
    }

    @Override
    public int signed() throws IOException {
        return take(WireFormat.WIRETYPE_VARINT) ? in.readSInt32() : 0;
    }

    @Override
    public long fixed() throws IOException {
        return take(WireFormat.WIRETYPE_FIXED64) ? in.readFixed64() : 0;
    }

    @Override
    public double number() throws IOException {
        return take(WireFormat.WIRETYPE_FIXED64) ? in.readDouble() : 0;
    }

    @Override
    public long id() throws IOException {
        if (!take(WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
            return 0;
        }
        long id = 0;
        for (byte each : in.readByteArray()) {
            id = Long.rotateLeft(id, Byte.SIZE) ^ (each & 0xFF);
        }
        return id;
    }

    @Override
    public void fixeds(LongConsumer each) throws IOException {
        repeated(WireFormat.WIRETYPE_FIXED64, () -> each.accept(in.readFixed64()));
    }

    @Override
    public void integers(LongConsumer each) throws IOException {
        repeated(WireFormat.WIRETYPE_VARINT, () -> each.accept(in.readRawVarint64()));
    }

    @Override
    public void numbers(DoubleConsumer each) throws IOException {
        repeated(WireFormat.WIRETYPE_FIXED64, () -> each.accept(in.readDouble()));
    }

    /** Packed or one by one. */
    private void repeated(int type, Element element) throws IOException {
        if (take(type)) {
            element.read();
        } else if (take(WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
            int outer = in.pushLimit(in.readRawVarint32());
            while (!in.isAtEnd()) {
                element.read();
            }
            in.popLimit(outer);
        }
    }
}
