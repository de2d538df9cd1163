/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import static io.aegis.online.scoring.remotewrite.ProtobufFields.isMessage;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.xerial.snappy.Snappy;

/**
 * Reads the body of remote write: a Snappy block of the Protocol Buffers message {@code prometheus.WriteRequest} of version 1, or
 * {@code io.prometheus.write.v2.Request} of version 2, of which the series' labels, samples and native histograms are taken,
 * and metadata and exemplars passed over. Good for one request.
 */
final class WriteRequest {

    /** Memory that a byte of the message may become. */
    private static final long WEIGHT_PER_BYTE = 2;

    private static final int MOST_MISTAKES = 3;

    private static final int SERIES_OF_1 = 1;
    private static final int METADATA_OF_1 = 3;
    private static final int SERIES_OF_2 = 5;

    private final byte[] message;
    private final WriteBudget budget;
    private final List<RemoteSeries> all = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();
    private int refused;
    private boolean ofOne;
    private boolean ofTwo;

    /** Of the label that is read; empty when they are not UTF-8. */
    private Optional<String> name = Optional.empty();

    private Optional<String> value = Optional.empty();

    private WriteRequest(byte[] message, LongConsumer room) {
        this.message = message;
        this.budget = new WriteBudget(room);
    }

    /** A version of the protocol, by the message that it sends. */
    enum Version {
        /** {@code prometheus.WriteRequest}. */
        ONE,
        /** {@code io.prometheus.write.v2.Request}. */
        TWO
    }

    /**
     * Reads the series of a body, those without samples left out.
     *
     * @param version what the body says that it is
     * @param room is told how many bytes of memory it may take, before it takes them
     * @throws ProblemException 400 when it is not what it should be, 413 when it is too large
     */
    static ReceivedWrite read(byte[] body, Version version, LongConsumer room) {
        try {
            int length = Snappy.uncompressedLength(body);
            if (length < 0 || length > WriteBudget.MAX_MESSAGE) {
                throw ProblemException.tooLarge(
                        "The message in the body may have up to " + WriteBudget.MAX_MESSAGE + " bytes.");
            }
            room.accept(WEIGHT_PER_BYTE * length);
            byte[] message = Snappy.uncompress(body);
            WriteRequest request = new WriteRequest(message, room);
            if (version == Version.ONE) {
                request.one(CodedInputStream.newInstance(message));
            } else {
                request.two();
            }
            if (request.all.isEmpty()) {
                request.refuseOther(version);
            }
            return new ReceivedWrite(request.all, request.mistakes, request.refused);
        } catch (IOException e) {
            throw ProblemException.malformed(ProtobufFields.MALFORMED);
        }
    }

    /**
     * Refuses what a request without series may be. The two messages have no field in common, so that each is nothing but unknown
     * fields to a reader of the other.
     */
    private void refuseOther(Version version) throws IOException {
        ProtobufFields.each(CodedInputStream.newInstance(message), tag -> {
            int field = WireFormat.getTagFieldNumber(tag);
            ofOne |= field == SERIES_OF_1 || field == METADATA_OF_1;
            ofTwo |= field == SymbolTable.SYMBOLS || field == SERIES_OF_2;
            return false;
        });
        if (version == Version.ONE && ofTwo && !ofOne) {
            throw ProblemException.malformed(
                    "The body is a message of remote write 2.0, and its Content-Type is that of 1.0. Send"
                            + " Content-Type: application/x-protobuf;proto=io.prometheus.write.v2.Request.");
        }
        if (version == Version.TWO && ofOne && !ofTwo) {
            throw ProblemException.malformed(
                    "The body is a message of remote write 1.0, and its Content-Type is that of 2.0. Send"
                            + " Content-Type: application/x-protobuf.");
        }
        if (message.length > 0 && !ofOne && !ofTwo) {
            throw ProblemException.malformed(ProtobufFields.MALFORMED);
        }
    }

    private void one(CodedInputStream in) throws IOException {
        ProtobufFields.each(in, tag -> {
            if (!isMessage(tag, SERIES_OF_1)) {
                return false;
            }
            int end = in.pushLimit(in.readRawVarint32());
            if (!in.isAtEnd()) {
                budget.entry();
                LabelCollector labels = new LabelCollector(budget);
                SampleFields samples = new SampleFields(budget);
                ProtobufFields.each(
                        in,
                        field -> label(in, field, labels)
                                || samples.sample(in, field, 2)
                                || samples.histogram(in, field, 4));
                take(labels, samples);
            }
            in.popLimit(end);
            return true;
        });
    }

    private boolean label(CodedInputStream in, int tag, LabelCollector labels) throws IOException {
        if (!isMessage(tag, 1)) {
            return false;
        }
        name = Optional.of("");
        value = Optional.of("");
        ProtobufFields.nested(in, field -> {
            if (isMessage(field, 1)) {
                name = ProtobufFields.text(in, message);
            } else if (isMessage(field, 2)) {
                value = ProtobufFields.text(in, message);
            } else {
                return false;
            }
            return true;
        });
        if (name.isPresent() && value.isPresent()) {
            labels.add(name.get(), value.get());
        } else {
            labels.addMalformed();
        }
        return true;
    }

    private void two() throws IOException {
        SymbolTable symbols = SymbolTable.of(message, budget);
        CodedInputStream in = CodedInputStream.newInstance(message);
        ProtobufFields.each(in, tag -> {
            if (!isMessage(tag, SERIES_OF_2)) {
                return false;
            }
            int end = in.pushLimit(in.readRawVarint32());
            if (!in.isAtEnd()) {
                budget.entry();
                LabelCollector labels = new LabelCollector(budget);
                SampleFields samples = new SampleFields(budget);
                SymbolTable.References references = symbols.references(labels);
                ProtobufFields.each(
                        in,
                        field -> references.read(in, field)
                                || samples.sample(in, field, 2)
                                || samples.histogram(in, field, 3));
                references.end();
                take(labels, samples);
            }
            in.popLimit(end);
            return true;
        });
    }

    private void take(LabelCollector labels, SampleFields samples) {
        Optional<String> mistake = labels.mistake().or(() -> samples.isEmpty() ? Optional.empty() : labels.nameless());
        if (!samples.isEmpty()) {
            budget.series();
        }
        if (mistake.isPresent()) {
            refused++;
            if (mistakes.size() < MOST_MISTAKES) {
                mistakes.add(mistake.get());
            }
        } else if (!samples.isEmpty()) {
            all.add(new RemoteSeries(labels.labels(), samples.samples(), samples.histograms()));
        }
    }
}
