/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/**
 * A message in the binary encoding of Protocol Buffers. Fields that are not known are passed over; one of another wire type than
 * its field's is refused with the field's path, without indices; so is a body in which nothing is known.
 */
public final class ProtobufCursor implements WireCursor {

    private static final FieldNames NO_NAMES = FieldNames.of();

    private final CodedInputStream in;
    private Level level = new Level(NO_NAMES, Optional.empty());
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

    /** A message that is being read, and the field of it that is. */
    private static final class Level {

        private final FieldNames names;
        private final Optional<Level> outer;
        private int tag;
        private boolean strange;
        private boolean known;

        private Level(FieldNames names, Optional<Level> outer) {
            this.names = names;
            this.outer = outer;
        }

        private void at(int next) {
            tag = next;
            boolean named = !field().isEmpty();
            known |= named;
            strange |= !named;
        }

        private String field() {
            return names.field(WireFormat.getTagFieldNumber(tag)).name();
        }

        private String path() {
            String before = outer.map(Level::path).orElse("");
            return before.isEmpty() ? field() : before + "." + field();
        }
    }

    @Override
    public void root(FieldNames names, FieldReader reader) throws IOException {
        level = new Level(names, Optional.empty());
        fields(reader);
        if (level.strange && !level.known && !names.needed().isEmpty()) {
            throw ProblemException.malformed(String.join(" or ", names.needed()), "is missing");
        }
    }

    @Override
    public void message(FieldNames names, FieldReader reader) throws IOException {
        take(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        int limit = in.pushLimit(in.readRawVarint32());
        Level outer = level;
        level = new Level(names, Optional.of(outer));
        fields(reader);
        level = outer;
        in.popLimit(limit);
        taken = true;
    }

    private void fields(FieldReader reader) throws IOException {
        for (int next = in.readTag(); next != 0; next = in.readTag()) {
            level.at(next);
            taken = false;
            reader.read(WireFormat.getTagFieldNumber(next));
            // An end of a group that never began is malformed.
            if (!taken && !in.skipField(next)) {
                throw new IOException("a group ends that never began");
            }
        }
    }

    /** The field is about to be taken, if it has this type. */
    private void take(int type) {
        if (!is(type)) {
            throw ProblemException.malformed(level.path(), "has another wire type than it should have");
        }
        taken = true;
    }

    private boolean is(int type) {
        return WireFormat.getTagWireType(level.tag) == type;
    }

    @Override
    public String text() throws IOException {
        take(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        return in.readStringRequireUtf8();
    }

    @Override
    public boolean bool() throws IOException {
        return integer() != 0;
    }

    @Override
    public long integer() throws IOException {
        take(WireFormat.WIRETYPE_VARINT);
        return in.readRawVarint64();
    }

    @Override
    public int signed() throws IOException {
        take(WireFormat.WIRETYPE_VARINT);
        return in.readSInt32();
    }

    @Override
    public long constant(FieldNames names) throws IOException {
        return integer();
    }

    @Override
    public long fixed() throws IOException {
        take(WireFormat.WIRETYPE_FIXED64);
        return in.readFixed64();
    }

    @Override
    public double number() throws IOException {
        take(WireFormat.WIRETYPE_FIXED64);
        return in.readDouble();
    }

    @Override
    public long id() throws IOException {
        take(WireFormat.WIRETYPE_LENGTH_DELIMITED);
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
        if (is(type)) {
            taken = true;
            element.read();
            return;
        }
        take(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        int outer = in.pushLimit(in.readRawVarint32());
        while (!in.isAtEnd()) {
            element.read();
        }
        in.popLimit(outer);
    }
}
