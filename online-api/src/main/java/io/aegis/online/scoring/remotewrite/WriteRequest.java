package io.aegis.online.scoring.remotewrite;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.xerial.snappy.Snappy;

/**
 * Reads the body of remote write 1.0: a Snappy block of the Protocol Buffers message {@code prometheus.WriteRequest}, of
 * which the series' labels and samples are taken, and metadata, exemplars and histograms passed over.
 */
final class WriteRequest {

    /** Most bytes of a body. Prometheus sends some 50 KB for its 2,000 samples. */
    static final int MAX_COMPRESSED = 2 << 20;

    /** Most bytes of the message in it. */
    static final int MAX_MESSAGE = 16 << 20;

    /** Most samples of a request. */
    static final int MAX_SAMPLES = 50_000;

    /** Most series of a request that have samples. */
    static final int MAX_SERIES = 20_000;

    /** Most labels of all series of a request together. */
    static final int MAX_LABELS = 200_000;

    /** Memory that a byte of the message may become. */
    private static final long WEIGHT_PER_BYTE = 2;

    private static final int TIMESERIES = 1;
    private static final int LABELS = 1;
    private static final int SAMPLES = 2;
    private static final int FIRST = 1;
    private static final int SECOND = 2;
    private static final String MALFORMED = "The body is not a WriteRequest in a Snappy block.";

    private int samples;
    private int labels;

    private WriteRequest() {}

    /**
     * Reads the series of a body, those without samples left out.
     *
     * @param room is told how many bytes of memory it may take, before it takes them
     * @throws ProblemException 400 when it is not what it should be, 413 when it is too large
     */
    static List<RemoteSeries> read(byte[] body, LongConsumer room) {
        try {
            int length = Snappy.uncompressedLength(body);
            if (length < 0 || length > MAX_MESSAGE) {
                throw ProblemException.tooLarge("The message in the body may have up to " + MAX_MESSAGE + " bytes.");
            }
            room.accept(WEIGHT_PER_BYTE * length);
            return new WriteRequest().request(CodedInputStream.newInstance(Snappy.uncompress(body)));
        } catch (IOException e) {
            throw ProblemException.malformed(MALFORMED);
        }
    }

    private List<RemoteSeries> request(CodedInputStream in) throws IOException {
        List<RemoteSeries> all = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (isMessage(tag, TIMESERIES)) {
                int end = in.pushLimit(in.readRawVarint32());
                Optional<RemoteSeries> series = series(in);
                in.popLimit(end);
                if (series.isPresent()) {
                    all.add(series.get());
                }
                if (all.size() > MAX_SERIES) {
                    throw ProblemException.tooLarge("A request may have up to " + MAX_SERIES + " series.");
                }
            } else {
                skip(in, tag);
            }
        }
        return all;
    }

    private Optional<RemoteSeries> series(CodedInputStream in) throws IOException {
        if (in.isAtEnd()) {
            return Optional.empty();
        }
        Map<String, String> named = new HashMap<>();
        List<RemoteSeries.Sample> mine = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (isMessage(tag, LABELS)) {
                int end = in.pushLimit(in.readRawVarint32());
                label(in, named);
                in.popLimit(end);
                labels++;
                if (labels > MAX_LABELS) {
                    throw ProblemException.tooLarge("A request may have up to " + MAX_LABELS + " labels.");
                }
            } else if (isMessage(tag, SAMPLES)) {
                int end = in.pushLimit(in.readRawVarint32());
                mine.add(sample(in));
                in.popLimit(end);
                samples++;
                if (samples > MAX_SAMPLES) {
                    throw ProblemException.tooLarge("A request may have up to " + MAX_SAMPLES + " samples.");
                }
            } else {
                skip(in, tag);
            }
        }
        return mine.isEmpty() ? Optional.empty() : Optional.of(new RemoteSeries(named, mine));
    }

    private static void label(CodedInputStream in, Map<String, String> labels) throws IOException {
        String name = "";
        String value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (isMessage(tag, FIRST)) {
                name = in.readStringRequireUtf8();
            } else if (isMessage(tag, SECOND)) {
                value = in.readStringRequireUtf8();
            } else {
                skip(in, tag);
            }
        }
        labels.put(name, value);
    }

    private static RemoteSeries.Sample sample(CodedInputStream in) throws IOException {
        double value = 0;
        long millis = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (is(tag, FIRST, WireFormat.WIRETYPE_FIXED64)) {
                value = in.readDouble();
            } else if (is(tag, SECOND, WireFormat.WIRETYPE_VARINT)) {
                millis = in.readInt64();
            } else {
                skip(in, tag);
            }
        }
        return new RemoteSeries.Sample(millis, value);
    }

    private static boolean isMessage(int tag, int field) {
        return is(tag, field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    }

    private static boolean is(int tag, int field, int type) {
        return WireFormat.getTagFieldNumber(tag) == field && WireFormat.getTagWireType(tag) == type;
    }

    /** Passes a field over that means nothing here; an end of a group that never began is malformed. */
    private static void skip(CodedInputStream in, int tag) throws IOException {
        if (!in.skipField(tag)) {
            throw ProblemException.malformed(MALFORMED);
        }
    }
}
