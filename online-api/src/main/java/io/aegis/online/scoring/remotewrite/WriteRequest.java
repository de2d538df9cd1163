package io.aegis.online.scoring.remotewrite;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.aegis.online.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private static final int TIMESERIES = 1;
    private static final int LABELS = 1;
    private static final int SAMPLES = 2;
    private static final int FIRST = 1;
    private static final int SECOND = 2;
    private static final String MALFORMED = "The body is not a WriteRequest in a Snappy block.";

    private int samples;

    private WriteRequest() {}

    /**
     * Reads the series of a body.
     *
     * @throws ProblemException 400 when it is not what it should be, 413 when it is too large
     */
    static List<RemoteSeries> read(byte[] body) {
        try {
            if (Snappy.uncompressedLength(body) > MAX_MESSAGE) {
                throw ProblemException.tooLarge("The message in the body may have up to " + MAX_MESSAGE + " bytes.");
            }
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
                all.add(series(in));
                in.popLimit(end);
            } else {
                skip(in, tag);
            }
        }
        return all;
    }

    private RemoteSeries series(CodedInputStream in) throws IOException {
        Map<String, String> labels = new HashMap<>();
        List<RemoteSeries.Sample> mine = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (isMessage(tag, LABELS)) {
                int end = in.pushLimit(in.readRawVarint32());
                label(in, labels);
                in.popLimit(end);
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
        return new RemoteSeries(labels, mine);
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
